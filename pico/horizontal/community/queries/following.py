"""What an actor has read and follows in the forum."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from pico.core.access.actor import Actor
from pico.core.foundation.prepared import Prepared

from ..models import (
    Category,
    Discussion,
    Follow,
    ReadingStart,
    ReadMark,
)
from ..terms import (
    UNREAD_MOST,
    UNREAD_SPAN,
)


def mark_of(discussion: Discussion, actor: Actor) -> int:
    """The number of the last post the actor read here; 0 when he never came."""
    if not actor.is_known:
        return 0
    marks = _MARKS.tuples(person=actor.person_id, discussions=(discussion.pk,))
    return marks[0][1] if marks else 0


_MARKS = Prepared(
    lambda *, person, discussions: (
        ReadMark.objects.filter(person=person, discussion__in=discussions)
        .order_by()
        .values_list("discussion_id", "number")
    )
)


def reading_start(actor: Actor, now: datetime) -> datetime:
    """What was written before counts as read: a month ago, or when the person said so."""
    row = next(iter(_START.objects(person=actor.person_id)), None)
    return max(row.at, now - UNREAD_SPAN) if row else now - UNREAD_SPAN


_START = Prepared(lambda *, person: ReadingStart.objects.filter(person=person).order_by())


def unread_among(rows: Iterable[Discussion], actor: Actor, now: datetime) -> set[int]:
    """Which of these discussions have something new for the actor; two queries."""
    rows = list(rows)
    if not actor.is_known or not rows:
        return set()
    start = reading_start(actor, now)
    fresh = {one.pk: one.last_number for one in rows if one.last_post_at > start}
    if not fresh:
        return set()
    read = dict(_MARKS.tuples(person=actor.person_id, discussions=tuple(fresh)))
    return {pk for pk, last in fresh.items() if read.get(pk, 0) < last}


def unread_by_category(actor: Actor, now: datetime) -> dict[int, int]:
    """How many of the latest hundred discussions have something new, by category; one query."""
    if not actor.is_member:
        return {}
    start = Subquery(ReadingStart.objects.filter(person=actor.person_id).values("at")[:1])
    rows = (
        Discussion.objects.visible_to(actor)
        .filter(last_post_at__gt=now - UNREAD_SPAN)
        .annotate(
            mine=FilteredRelation("marks", condition=Q(marks__person=actor.person_id)), start=start
        )
        .order_by("-last_post_at", "-pk")
        .values_list("category_id", "last_number", "mine__number", "last_post_at", "start")
    )
    counted: dict[int, int] = {}
    for category_id, last, read, at, since in rows[:UNREAD_MOST]:
        if last > (read or 0) and (since is None or at > since):
            counted[category_id] = counted.get(category_id, 0) + 1
    return counted


def follow_of(actor: Actor, **of) -> Follow | None:
    """The actor's follow of a category, a discussion, a tag or an author."""
    if not actor.is_known:
        return None
    (what, subject), *_ = of.items()
    found = _FOLLOWS[what].objects(person=actor.person_id, subject=getattr(subject, "pk", subject))
    return next(iter(found), None)


_FOLLOWS = {
    what: Prepared(
        lambda *, person, subject, what=what: Follow.objects.filter(
            person=person, **{what: subject}
        ).order_by()
    )
    for what in ("category", "discussion", "tag", "author")
}


def follows(actor: Actor) -> QuerySet[Follow]:
    """What the actor follows and may still read."""
    readable = Discussion.objects.visible_to(actor).filter(pk=OuterRef("discussion"))
    categories = Category.objects.visible_to(actor).filter(pk=OuterRef("category"))
    return (
        Follow.objects.filter(person=actor.person_id, is_muted=False)
        .filter(Q(discussion=None) | Exists(readable))
        .filter(Q(category=None) | Exists(categories))
        .select_related("category", "discussion", "tag", "author")
        .order_by("-since", "-pk")
    )
