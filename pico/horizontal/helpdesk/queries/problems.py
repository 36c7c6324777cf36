"""Known problems: what is going on now, what is announced, what was solved lately."""

from collections.abc import Container
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.ui.formats import datetime_it
from pico.core.ui.shell import Banner

from ..models import KnownProblem, ProblemJoin
from ..terms import BANNERS_KEY, MOST_BANNERS, TOPIC_OF_MODULE, ProblemKind, Severity, Topic

LATELY = timedelta(days=30)
ALWAYS = (Topic.PORTAL, Topic.ACCESS)
GRAVEST_FIRST = (Severity.HIGH, Severity.MEDIUM, Severity.LOW)
AHEAD = timedelta(days=14)  # how long before it starts a planned work is announced


def standing_in(space: Space) -> QuerySet[KnownProblem]:
    """The problems of this site and of all: they are public."""
    return KnownProblem.objects.filter(Q(space=None) | Q(space=space))


def is_open(now: datetime) -> Q:
    """Neither solved nor, for a planned work, past."""
    past = Q(kind=ProblemKind.MAINTENANCE, ends_at__lte=now)
    return Q(solved_at=None) & ~past


def open_problems(space: Space, now: datetime) -> QuerySet[KnownProblem]:
    """What does not work now or will be under maintenance, the nearest first."""
    return standing_in(space).filter(is_open(now)).order_by("starts_at", "pk")


def solved_lately(space: Space, now: datetime) -> QuerySet[KnownProblem]:
    rows = standing_in(space).exclude(is_open(now))
    lately = Q(solved_at__gte=now - LATELY) | Q(solved_at=None, ends_at__gte=now - LATELY)
    return rows.filter(lately).order_by(F("solved_at").desc(nulls_last=True), "-starts_at")


def problem(pk: int, space: Space) -> KnownProblem:
    """Return a problem of this site; 404 for another site's."""
    found = standing_in(space).filter(pk=pk).select_related("owner", "space").first()
    if found is None:
        raise Http404
    return found


def joined_by(actor: Actor, problems) -> set[int]:
    """The keys of those of these problems that the actor has too."""
    if not actor.is_known:
        return set()
    rows = ProblemJoin.objects.filter(person=actor.person_id, problem__in=problems)
    return set(rows.values_list("problem_id", flat=True))


def topics_among(
    going_on: list[KnownProblem], modules: Container[str], now: datetime
) -> list[tuple[str, KnownProblem | None]]:
    """Each module that exists here with the gravest of these problems that has begun; None: all is well."""
    begun = [one for one in going_on if one.starts_at <= now]
    begun.sort(key=lambda one: GRAVEST_FIRST.index(one.severity))
    here = {topic for key, topic in TOPIC_OF_MODULE.items() if key in modules}
    return [
        (str(label), next((one for one in begun if code in one.topics), None))
        for code, label in Topic.choices
        if code in here or code in ALWAYS
    ]


# Banners: read from the cache alone, so that no page pays for them -------------------------------


def banner_rows(now: datetime) -> list[dict]:
    """What the cache keeps: every problem that may be over a page until it is refreshed."""
    rows = KnownProblem.objects.filter(is_open(now), starts_at__lte=now + AHEAD)
    shown = rows.exclude(severity=Severity.LOW).order_by("starts_at", "pk")
    return [
        {
            "pk": one.pk,
            "kind": one.kind,
            "title": one.title,
            "starts_at": one.starts_at,
            "ends_at": one.ends_at,
            "severity": one.severity,
            "space": one.space_id,
        }
        for one in shown
    ]


def banners(request) -> tuple[Banner, ...]:
    """The gravest problems of this site as banners; asks only the cache."""
    now, kept = timezone.now(), cache.get(BANNERS_KEY) or ()
    here = [one for one in kept if one["space"] in (None, request.space.pk) and _is_due(one, now)]
    here.sort(key=lambda one: (one["severity"] != Severity.HIGH, one["starts_at"]))
    return tuple(_banner(one, now) for one in here[:MOST_BANNERS])


def _is_due(one: dict, now: datetime) -> bool:
    """Not past; a problem is not announced before it starts, a planned work is."""
    if one["kind"] == ProblemKind.MAINTENANCE:
        return one["ends_at"] is None or one["ends_at"] > now
    return one["starts_at"] <= now


def _banner(one: dict, now: datetime) -> Banner:
    if one["kind"] == ProblemKind.MAINTENANCE:
        title = _("Manutenzione programmata il %(when)s") % {"when": datetime_it(one["starts_at"])}
    else:
        title = _("Problema noto")
    kind = "danger" if one["severity"] == Severity.HIGH else "warning"
    if one["kind"] == ProblemKind.MAINTENANCE and one["starts_at"] > now:
        kind = "info"
    url = reverse("helpdesk:problem", args=[one["pk"]])
    return Banner(title=title, text=one["title"], url=url, kind=kind)
