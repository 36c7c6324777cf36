"""Every list of the bulletins, limited to what the actor may read."""

from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.foundation.text import search_key
from pico.portal.newsletter import contents

from .models import Bulletin, Entry, Section, Series
from .permissions import BulletinsPermission
from .terms import BulletinState


def own_space(actor: Actor) -> Space | None:
    """The space of the ente acted for, if the actor writes for it."""
    if not actor.is_member or not actor.can(BulletinsPermission.SEE_DESK):
        return None
    return Space.objects.filter(ente=actor.ente_id).select_related("ente").first()


def series_of(space: Space, actor: Actor) -> QuerySet[Series]:
    """The series of a space, with how many issues each has, for who composes there."""
    if not actor.can(BulletinsPermission.COMPOSE, space):
        return Series.objects.none()
    published = Q(bulletins__state=BulletinState.PUBLISHED)
    return (
        Series.objects.filter(space=space)
        .select_related("space__ente")
        .annotate(
            issues=Count("bulletins", filter=published),
            last_at=Max("bulletins__published_at"),
        )
    )


def bulletins_of(space: Space, actor: Actor) -> QuerySet[Bulletin]:
    """Every bulletin of a space, drafts too, for who composes there."""
    if not actor.can(BulletinsPermission.COMPOSE, space):
        return Bulletin.objects.none()
    return Bulletin.objects.filter(series__space=space).select_related(
        "series__space__ente", "author", "published_by", "pdf__current"
    )


def published(space: Space) -> QuerySet[Bulletin]:
    """The back issues of a space, for everybody."""
    return (
        Bulletin.objects.filter(series__space=space, state=BulletinState.PUBLISHED)
        .select_related("series__space__ente", "pdf__current")
        .order_by("-published_at", "-pk")
    )


def public_series(space: Space) -> QuerySet[Series]:
    return Series.objects.filter(space=space, bulletins__state=BulletinState.PUBLISHED).distinct()


def narrowed(rows: QuerySet[Bulletin], text: str) -> QuerySet[Bulletin]:
    """Keep the bulletins in which every word stands, without accents."""
    for word in search_key(text).split():
        rows = rows.filter(text__contains=word)
    return rows


def last_moment(series: Series) -> datetime | None:
    """When the last issue of a series was published."""
    return series.bulletins.aggregate(at=Max("published_at"))["at"]


def by_the_rule(bulletin: Bulletin) -> list[contents.Item]:
    """What the rule of the series takes since the last issue, without what is already inside."""
    series = bulletin.series
    inside = set(
        Entry.objects.filter(section__bulletin=bulletin).values_list("content_key", flat=True)
    )
    found = contents.search(
        series.space,
        series.words,
        series.kinds,
        topics=series.topics,
        is_own=series.is_own_only,
        since=last_moment(series),
        limit=contents.MOST,
    )
    own = f"{Bulletin._meta.label_lower}{contents.SEPARATOR}"
    return [item for item in found if item.key not in inside and not item.key.startswith(own)]


def sections_of(bulletin: Bulletin) -> QuerySet[Section]:
    return bulletin.sections.prefetch_related("entries")
