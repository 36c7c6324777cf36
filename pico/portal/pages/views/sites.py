"""The site of a space, for who runs it: make it, see what is still to be written."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.enti.models import Space
from pico.portal.sites.permissions import SitePermission

from .. import queries
from ..actions.sites import make_site


def site(request):
    """What the site of this space has and lacks."""
    may_make = request.actor.can(SitePermission.MAKE, request.space)
    if not may_make and not request.actor.can(SitePermission.EDIT, request.space):
        raise Http404
    has_site = bool(request.site_of_space)
    context = {
        "title": _("Sito"),
        "has_site": has_site,
        "may_make": may_make,
        "may_choose": request.actor.can(SitePermission.APPROVE, request.space),
        "open_pages": queries.to_complete(request.space) if has_site else [],
        "events": queries.with_enrolments(request.space)[:20] if has_site else [],
    }
    return render(request, "pages/site.html", context)


@require_POST
def make(request, pk: int):
    """Make the site of a space from the template."""
    space = get_object_or_404(Space.objects.select_related("ente__region", "parent"), pk=pk)
    make_site(space=space, actor=request.actor, now=timezone.now())
    messages.success(request, _("Il sito di %(name)s è pronto.") % {"name": space.name})
    if space.pk == request.space.pk:
        return redirect("pages:site")
    return redirect(reverse("enti:space-edit", args=[space.pk]))
