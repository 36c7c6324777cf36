"""What the Community says on a home page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.modules.cards import Card
from pico.engines.questionnaires.purposes import purpose_of
from pico.engines.questionnaires.queries.campaigns import to_answer

from .models.networks import circles_in
from .queries import directory as directory_queries
from .queries import documents as document_queries
from .queries import following
from .terms import SURVEY


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
    unread = following.unread_by_category(request.actor, timezone.now())
    if not request.actor.is_known:
        return Card(
            title=_("Forum"),
            text=_("le discussioni delle Province"),
            url=reverse("community:forum"),
            icon="it-comment",
            is_public=True,
        )
    number = sum(unread.values())
    return Card(
        title=_("Forum"),
        text=ngettext("discussione con novità", "discussioni con novità", number),
        url=reverse("community:forum"),
        number=number,
        icon="it-comment",
    )


# Documents and networks --------------------------------------------------------------------------


def documents(request) -> Card | None:
    """How many documents are new or changed this week, among those the reader may open."""
    since = timezone.now() - timedelta(days=7)
    number = document_queries.changed_since(since, request.actor)
    return Card(
        title=_("Documenti"),
        text=ngettext(
            "documento nuovo o cambiato negli ultimi 7 giorni",
            "documenti nuovi o cambiati negli ultimi 7 giorni",
            number,
        ),
        url=reverse("community:documents"),
        number=number,
        icon="it-folder",
        is_public=True,
    )


def networks(request) -> Card | None:
    """The networks one is in; nothing for a visitor."""
    if not request.actor.is_member:
        return None
    number = len(circles_in(request.actor.scopes))
    return Card(
        title=_("Reti tematiche"),
        text=ngettext("rete di cui fai parte", "reti di cui fai parte", number),
        url=reverse("community:networks"),
        number=number,
        icon="it-share",
    )


# Surveys -----------------------------------------------------------------------------------------


def surveys(request) -> Card | None:
    """How many surveys wait for the person's answer or for that of his ente."""
    purpose = purpose_of(SURVEY)
    number = to_answer(request.actor, purpose).count()
    if not number:
        return None
    return Card(
        title=_("Sondaggi"),
        text=ngettext("sondaggio a cui rispondere", "sondaggi a cui rispondere", number),
        url=purpose.url("list"),
        number=number,
        icon="it-chart-line",
    )
