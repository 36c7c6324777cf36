"""What the Community says on a home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card
from pico.engines.questionnaires.purposes import purpose_of
from pico.engines.questionnaires.queries.campaigns import to_answer

from . import queries
from .terms import SURVEY


def directory(request) -> Card | None:
    """How many colleagues can be found; nothing for who may not open the directory."""
    if not request.actor.is_member:
        return None
    return Card(
        title=_("Rubrica"),
        text=_("persone e competenze"),
        url=reverse("community:directory"),
        number=queries.listed_places(request.actor).count(),
        icon="it-user",
    )


def surveys(request) -> Card | None:
    """How many surveys wait for the person's answer or for that of his ente."""
    purpose = purpose_of(SURVEY)
    number = to_answer(request.actor, purpose).count()
    if not number:
        return None
    return Card(
        title=_("Sondaggi"),
        text=_("sondaggi a cui rispondere"),
        url=purpose.url("list"),
        number=number,
        icon="it-chart-line",
    )
