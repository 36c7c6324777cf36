"""What the Community says on a home page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.modules.cards import Card

from .queries import directory as directory_queries
from .queries import documents as document_queries
from .queries import networks as network_queries


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


# Documents and networks --------------------------------------------------------------------------


def documents(request) -> Card | None:
    """How many documents the reader finds in all folders."""
    number = document_queries.visible_documents(request.actor).count()
    if not number:
        return None
    return Card(
        title=_("Documenti"),
        text=_("documenti nelle cartelle che puoi aprire"),
        url=reverse("community:documents"),
        number=number,
        icon="it-folder",
        is_public=True,
    )


def networks(request) -> Card | None:
    """The networks one is in; nothing for a visitor."""
    if not request.actor.is_member:
        return None
    return Card(
        title=_("Reti tematiche"),
        text=_("reti di cui fai parte"),
        url=reverse("community:networks"),
        number=network_queries.my_networks(request.actor).count(),
        icon="it-share",
    )
