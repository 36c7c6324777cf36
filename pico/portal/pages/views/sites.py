"""The site of a space, for who runs it: make it, see what is still to be written."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from pico.core.enti.models import Space
from pico.core.enti.permissions import EntiPermission
from pico.core.ui.lists import Bulk, Column, render_list
from pico.core.ui.templatetags.ui import badge
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


def site_of(request, pk: int):
    """The page of the site of another space, under that space's own address."""
    space = get_object_or_404(Space, pk=pk)
    return redirect(f"{space.prefix}/sito/")


def _site_cell(space: Space):
    """Where the site is, or the button that makes it."""
    if getattr(space, "site", None):
        return format_html('<a href="{}/">{}</a>', space.prefix, _("Vedi il sito"))
    return badge(_("Senza sito"), "draft")


def every_site(request):
    """Every space with its site, for who runs the platform."""
    if not request.actor.can(EntiPermission.PUBLISH_SPACE):
        raise Http404
    columns = (
        Column("name", _("Spazio"), sort="name"),
        Column("kind", _("Tipo"), "get_kind_display", sort="kind"),
        Column("slug", _("Indirizzo"), lambda space: f"{space.prefix}/", sort="slug"),
        Column("site", _("Sito"), _site_cell),
    )
    crumbs = [(_("Enti"), reverse("enti:list")), (_("Spazi"), reverse("enti:spaces"))]
    return render_list(
        request,
        queryset=queries.spaces_with_sites(),
        columns=columns,
        title=_("Siti pubblici"),
        template="pages/sites.html",
        exports=(),
        bulk=(Bulk(_("Crea il sito"), reverse("pages:make-sites"), icon="plus"),),
        context={"crumbs": [*crumbs, (_("Siti pubblici"), "")]},
        empty_title=_("Nessuno spazio"),
    )


@require_POST
def make_chosen(request):
    """Make the sites of the chosen spaces; those that have one already stay as they are."""
    chosen = Space.objects.filter(pk__in=request.POST.getlist("scelti"), site=None)
    for space in chosen.select_related("ente__region", "parent"):
        make_site(space=space, actor=request.actor, now=timezone.now())
    done = len(chosen)
    messages.success(
        request,
        ngettext("%(n)d sito creato.", "%(n)d siti creati.", done) % {"n": done},
    )
    return redirect("pages:sites")


@require_POST
def make(request, pk: int):
    """Make the site of a space from the template."""
    space = get_object_or_404(Space.objects.select_related("ente__region", "parent"), pk=pk)
    make_site(space=space, actor=request.actor, now=timezone.now())
    messages.success(request, _("Il sito di %(name)s è pronto.") % {"name": space.name})
    if space.pk == request.space.pk:
        return redirect("pages:site")
    return redirect(reverse("enti:space-edit", args=[space.pk]))
