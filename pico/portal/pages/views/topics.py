"""Which topics a site uses."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.portal.sites.permissions import SitePermission

from .. import linked_data, queries
from ..actions.topics import choose_topics
from ..forms import TopicsForm
from ..models import Topic
from ..terms import ContentKind


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


LD_JSON = "application/ld+json"
SEE_OTHER = 303  # «Cool URIs for the Semantic Web», W3C 2008


@require_safe
def topic(request, slug: str):
    """The stable address of a topic: its data for machines, its page on this site for persons."""
    found = get_object_or_404(Topic, slug=slug)
    if LD_JSON in request.headers.get("Accept", ""):
        answer = HttpResponse(linked_data.written([linked_data.term(found)]), content_type=LD_JSON)
    else:
        site = request.site_of_space
        index = queries.index_of(request.space, ContentKind.TOPIC) if site else None
        if index is None:
            raise Http404
        answer = HttpResponseRedirect(f"{index.url}{found.slug}/")
        answer.status_code = SEE_OTHER
    patch_vary_headers(answer, ["Accept"])
    return answer
