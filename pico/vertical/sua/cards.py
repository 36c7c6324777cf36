"""What the SUA says on a home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from .permissions import SuaPermission
from .queries import requests as request_queries


def requests(request) -> Card | None:
    """For a SUA how many requests wait for an answer, for an ente how many wait for it."""
    actor = request.actor
    if not actor.is_known or not actor.can(SuaPermission.SEE_REQUESTS):
        return None
    counts = request_queries.counts(actor)
    if actor.can(SuaPermission.SEE_BOARD):
        number, text = counts["to_receive"] + counts["to_answer"], _("richieste senza risposta")
    else:
        number, text = counts["drafts"] + counts["asked"], _("richieste da completare")
    return Card(
        title=_("SUA"), text=text, url=reverse("sua:requests"), icon="it-files", number=number
    )  # fmt: skip
