"""«Collega un oggetto»: look for anything one may see, and point to it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.search import queries as search

from ..actions import linking as actions
from ..permissions import CommunityPermission
from ..queries import forum, linking, networks
from .forum import crumbs_of
from .writing import BOTH

MOST = 15


@BOTH
def link_to_discussion(request, pk):
    found = forum.discussion(pk, request.actor)
    request.actor.require(CommunityPermission.LINK, found)
    crumbs = [*crumbs_of(found.category), (found.title, found.get_absolute_url())]
    return _page(request, found, reverse("community:unlink", args=[pk]), crumbs)


@BOTH
def link_to_network(request, slug):
    found = networks.network_to_open(request.actor, slug=slug)
    request.actor.require(CommunityPermission.ANIMATE_NETWORK, found)
    crumbs = [
        (_("Reti tematiche"), reverse("community:networks")),
        (str(found), found.get_absolute_url()),
    ]
    return _page(request, found, reverse("community:network_unlink", args=[slug]), crumbs)


def _page(request, whole, unlink_url: str, crumbs):
    """Words in the address give results; each has a button that links it."""
    if request.method == "POST":
        kind, _sign, key = request.POST.get("oggetto", "").partition("|")
        actions.link_object(
            whole=whole, subject=(kind, key), space=request.space, actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Collegato: lo vede solo chi può leggerlo."))
        return redirect(whole)
    text = request.GET.get("q", "").strip()[:200]
    linked = linking.linked_to(whole, request.actor, request.space)
    here = {(one.hit.subject_type, one.hit.subject_id) for one in linked}
    here.add((whole._meta.label_lower, str(whole.pk)))
    found = search.search(actor=request.actor, space=request.space, text=text) if text else None
    hits = (
        [hit for hit in found.hits if (hit.subject_type, hit.subject_id) not in here]
        if found
        else []
    )
    return render(
        request,
        "community/link.html",
        {
            "title": _("Collega un oggetto"), "whole": whole, "text": text, "hits": hits[:MOST],
            "linked": linked, "unlink_url": unlink_url,
            "crumbs": [*crumbs, (_("Collega un oggetto"), "")],
        },
    )  # fmt: skip


@require_POST
def unlink_from_discussion(request, pk):
    return _unlink(request, forum.discussion(pk, request.actor))


@require_POST
def unlink_from_network(request, slug):
    return _unlink(request, networks.network_to_open(request.actor, slug=slug))


def _unlink(request, whole):
    key = key_in(request.POST.get("collegamento", ""))
    link = linking.links_of(whole).filter(pk=key or 0).first()
    if link is None:
        raise Http404
    if not search.cards([link.subject], actor=request.actor, space=request.space):
        raise Refusal(_("Non lo trovo più: cercalo di nuovo."), code="not_found")
    actions.unlink_object(whole=whole, link=link, actor=request.actor, now=timezone.now())
    messages.success(request, _("Collegamento tolto."))
    return redirect(whole)
