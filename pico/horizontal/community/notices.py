"""A question that nobody answered goes to who knows: those who answered alike, then the experts."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.access.terms import Role
from pico.core.foundation import rich_text
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Membership, Person
from pico.core.people.queries import readers, working_today

from .actions.discussions import mark_asked, unanswered_before
from .actions.posts import is_reserved
from .models import Discussion, Post
from .queries import forum as queries
from .terms import ASKED_PEOPLE, UNANSWERED_DAYS

ASKED = "community.question.asked"
MOST_AT_ONCE = 100


def route_unanswered(*, now: datetime) -> int:
    """Send on the questions left alone for three working days; each once. Returns how many."""
    until = unanswered_before(now, UNANSWERED_DAYS)
    return sum(_route(row, now) for row in queries.unanswered(until)[:MOST_AT_ONCE])


@transaction.atomic
def _route(discussion: Discussion, now: datetime) -> bool:
    if not mark_asked(discussion=discussion, now=now):
        return False
    people = who_knows(discussion)
    first = discussion.posts.filter(number=1).first()
    notify(
        people=people,
        kind=ASKED,
        level=NoticeLevel.CONCERNS,
        title=_("Puoi rispondere tu? %(title)s") % {"title": discussion.title},
        body=rich_text.excerpt(first.text, 400) if first else "",
        url=reverse("community:discussion", args=[discussion.pk]),
        subject=discussion,
        reserved=is_reserved(discussion),
        now=now,
    )
    return True


def who_knows(discussion: Discussion) -> list[Person]:
    """Five persons at most who may read it, nearest first.

    Whose answers on the same tags or area were accepted; who works on the area or has one of the tags
    among the skills; the pool of experts.
    """
    allowed = readers(discussion.scope).exclude(pk=discussion.author_id)
    chosen: dict[int, Person] = {}
    for people in (_proven(discussion), _skilled(discussion), _experts()):
        for person in allowed.filter(pk__in=people):
            chosen.setdefault(person.pk, person)
        if len(chosen) >= ASKED_PEOPLE:
            break
    return list(chosen.values())[:ASKED_PEOPLE]


def _proven(discussion: Discussion) -> Iterable[int]:
    tags = [tag.pk for tag in discussion.tags.all()]
    alike = Q(discussion__tags__in=tags) | Q(discussion__category__area=discussion.category.area)
    accepted = Post.objects.filter(alike, pk__in=Discussion.objects.values("accepted"))
    ranked = accepted.values("author").annotate(times=Count("pk", distinct=True)).order_by("-times")
    return [row["author"] for row in ranked[:ASKED_PEOPLE]]


def _skilled(discussion: Discussion) -> Iterable[int]:
    area = discussion.category.area
    words = Q(areas__icontains=f'"{area}"')
    for tag in discussion.tags.all():
        words |= Q(person__skills__icontains=tag.name)
    return working_today().filter(words).values_list("person_id", flat=True)[:50]


def _experts() -> Iterable[int]:
    places: Iterable[Membership] = working_today().filter(roles__role=Role.EXPERT)
    return [place.person_id for place in places]
