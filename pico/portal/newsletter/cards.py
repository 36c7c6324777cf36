"""What the home pages show of the newsletter."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from . import queries


def subscribe(request) -> Card | None:
    """The door of the public form, where a list is open."""
    if not queries.open_lists(request.space).exists():
        return None
    return Card(
        title=_("Iscriviti alla newsletter"),
        text=_("Le notizie scelte, nella tua casella. Ti disiscrivi con un clic."),
        url=reverse("newsletter:subscribe"),
        icon="it-mail",
        is_public=True,
    )
