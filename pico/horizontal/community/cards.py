"""What the Community says on a home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from . import queries


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
