"""Needs campaigns on a home page: what waits for the SUA, or for the ente that was asked."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from ..permissions import works_for_the_sua
from ..queries.campaigns import campaigns as queries


def needs(request) -> Card | None:
    """How many answers the SUA has to validate, or how many campaigns wait for the ente; nothing for others."""
    actor = request.actor
    if not actor.is_member or request.space is None:
        return None
    url = reverse("sua:campaigns")
    if works_for_the_sua(actor, None) and request.space.ente_id == actor.ente_id:
        return Card(
            title=_("Campagne di fabbisogni"), text=_("risposte da validare"), url=url,
            icon="it-list", number=queries.to_check(actor),
        )  # fmt: skip
    if number := queries.to_answer(actor, request.space):
        return Card(
            title=_("Campagne di fabbisogni"), text=_("aspettano la risposta del tuo ente"),
            url=url, icon="it-list", number=number,
        )  # fmt: skip
    return None
