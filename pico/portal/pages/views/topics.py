"""Which topics a site uses."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.portal.sites.permissions import SitePermission

from .. import queries
from ..actions.topics import choose_topics
from ..forms import TopicsForm


def choose(request):
    """Tick the topics of the site; those without a tick have neither page nor chip here."""
    if not request.site_of_space or not request.actor.can(SitePermission.APPROVE, request.space):
        raise Http404
    form = TopicsForm(
        request.POST or None,
        topics=queries.every_topic(),
        hidden=queries.hidden_topics(request.space),
    )
    if request.method == "POST" and form.is_valid():
        choose_topics(
            space=request.space, topics=form.chosen(), actor=request.actor, now=timezone.now()
        )
        messages.success(request, _("Argomenti del sito salvati."))
        return redirect("pages:site")
    context = {
        "title": _("Argomenti del sito"),
        "form": form,
        "lead": _("Un argomento senza spunta non ha pagina e non si vede sui contenuti."),
        "crumbs": [(_("Sito"), queries.site_url()), (_("Argomenti"), "")],
        "cancel_url": queries.site_url(),
    }
    return render(request, "pages/topics_form.html", context)
