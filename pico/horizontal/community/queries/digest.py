"""What a digest asks of the Community, for a person in all his enti at once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from pico.core.access.actor import Actor
from pico.core.files.models import StoredFile
from pico.core.notices.digests import Subject
from pico.core.people.models import Membership

from ..models import Article, Discussion, Document, Meeting, Network, NetworkPlace, Star
from ..terms import MODULE
from .forum import unanswered

RECENT = timedelta(days=21)
MOST = 10

# Type → model, where its level is (nothing: told to whom it concerns whatever he reads), its place.
STANDING = {
    "community.discussion": (Discussion, "scope", "category__title"),
    "community.article": (Article, "scope", "owner__name"),
    "community.document": (Document, "file__scope", "folder__name"),
    "community.network": (Network, "", "circle__name"),
    "community.networkplace": (NetworkPlace, "", "network__circle__name"),
    "community.meeting": (Meeting, "", "network__circle__name"),
}


def places(
    subjects: Iterable[Subject], actors: list[Actor]
) -> tuple[dict[Subject, str], set[Subject]]:
    """Where each of these objects stands; and those at a level that none of the actors reads."""
    scopes = scopes_of(actors)
    found: dict[Subject, str] = {}
    gone: set[Subject] = set()
    for kind, (model, scope, name) in STANDING.items():
        keys = {key for said, key in subjects if said == kind and key.isdecimal()}
        if not keys:
            continue
        rows = model.objects.filter(pk__in=keys).values_list("pk", name, scope or "pk")
        for pk, place, level in rows:
            found[(kind, str(pk))] = place
            if scope and level not in scopes:
                gone.add((kind, str(pk)))
    return found, gone


def scopes_of(actors: Iterable[Actor]) -> frozenset[str]:
    return frozenset().union(*(actor.scopes for actor in actors))


def unanswered_for(actors: list[Actor], now: datetime) -> list[Discussion]:
    """Recent open questions that nobody answered, on the themes that the person gave for himself."""
    areas = themes_of(actors)
    if not areas:
        return []
    rows = unanswered(now, asked=True).filter(
        category__area__in=areas,
        created_at__gte=now - RECENT,
        pk__in=_visible(Discussion, actors),
    )
    mine = {actor.person_id for actor in actors}
    return list(
        rows.exclude(author__in=mine)
        .select_related("category", "owner")
        .order_by("-created_at")[:MOST]
    )


def _visible(model, actors: Iterable[Actor]):
    found = model.objects.none()
    for actor in actors:
        found = found | model.objects.visible_to(actor)
    return found.values("pk")


def themes_of(actors: Iterable[Actor]) -> set[str]:
    """The areas of one's memberships."""
    keys = [actor.membership_id for actor in actors if actor.membership_id]
    rows = Membership.objects.filter(pk__in=keys).values_list("areas", flat=True)
    return {area for areas in rows for area in areas or ()}


def new_documents(actors: list[Actor], since: datetime) -> list[StoredFile]:
    """Documents that came since in one's networks and in the folders one keeps at hand."""
    people = {actor.person_id for actor in actors}
    scopes = scopes_of(actors)
    networks = [scope for scope in scopes if scope.startswith("net:")]
    starred = Star.objects.filter(person__in=people, folder__isnull=False).values("folder")
    return list(
        StoredFile.objects.in_use()
        .filter(
            Q(scope__in=networks) | Q(document__folder__in=starred),
            module=MODULE,
            created_at__gte=since,
            scope__in=scopes,
            current__isnull=False,
            document__isnull=False,
        )
        .exclude(author__in=people)
        .select_related("document__folder")
        .order_by("-created_at", "-pk")[:MOST]
    )
