"""What the Community says on a home page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from .queries import directory as directory_queries
from .queries import forum as forum_queries


def directory(request) -> Card | None:
    """How many colleagues can be found; nothing for who may not open the directory."""
    if not request.actor.is_member:
        return None
    return Card(
        title=_("Rubrica"),
        text=_("persone e competenze"),
        url=reverse("community:directory"),
        number=directory_queries.listed_places(request.actor).count(),
        icon="it-user",
    )


def forum(request) -> Card | None:
    """How many discussions have something new for the person; for the others, where to read."""
    unread = forum_queries.unread_by_category(request.actor, timezone.now())
    if not request.actor.is_known:
        return Card(
            title=_("Forum"),
            text=_("le discussioni delle Province"),
            url=reverse("community:forum"),
            icon="it-comment",
            is_public=True,
        )
    return Card(
        title=_("Forum"),
        text=_("discussioni con novità"),
        url=reverse("community:forum"),
        number=sum(unread.values()),
        icon="it-comment",
    )
