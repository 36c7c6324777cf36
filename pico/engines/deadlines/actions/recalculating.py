"""After a change of a calendar every open term that it may touch is reckoned anew, in batches."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, time

from django.db import models, transaction

from pico.core.access.actor import SYSTEM
from pico.core.announcements.board import announce

from ..models import DeskCalendar, RuleVersion, Term, TermAlert, TermChange, TermFact
from ..queries.calendars import calendars, key_of
from ..queries.terms import facts_of
from ..reckoning import compute
from ..reckoning.calendars import ROME
from ..terms import OPEN, Cause
from .settling import DATED, date_it_anew

BATCH = 2000
RECALCULATED = "deadlines.terms.recalculated"


def recalculate(
    *,
    now: datetime,
    ente_id: int | None = None,
    desk_id: int | None = None,
    since: date | None = None,
    reason: str = "",
    report: Callable[[int, int], None] | None = None,
) -> tuple[int, int]:
    """Reckon anew the open terms of an ente, of a desk, or of everybody, that end from `since` on.

    Returns how many were looked at and how many changed; what changed has a line in its history.
    Killed in the middle and run again, it changes nothing twice. `report(done, total)` hears of
    each batch.
    """
    rows = touched(ente_id=ente_id, desk_id=desk_id, since=since)
    total = rows.count() if report else 0
    seen = changed = last = 0
    while batch := list(rows.filter(pk__gt=last).order_by("pk")[:BATCH]):
        changed += _recalculate(batch, now=now, reason=reason)
        seen, last = seen + len(batch), batch[-1].pk
        if report:
            report(min(seen, total), total)
    return seen, changed


def touched(
    *, ente_id: int | None = None, desk_id: int | None = None, since: date | None = None
) -> models.QuerySet[Term]:
    """The open terms that a change of a calendar may move."""
    rows = Term.objects.filter(state__in=OPEN)
    if desk_id is not None:
        rows = rows.filter(calendar=desk_id)
    if ente_id is not None:
        own = models.Q(calendar=None, owner=ente_id) | models.Q(calendar__ente=ente_id)
        rows = rows.filter(own)
    if since is not None:
        # A term counted back ends before the day that it counts from.
        midnight = datetime.combine(since, time.min, ROME)
        rows = rows.filter(
            models.Q(due_on__gte=since) | models.Q(due_on=None) | models.Q(started_at__gte=midnight)
        )
    return rows


@transaction.atomic
def _recalculate(batch: list[Term], *, now: datetime, reason: str) -> int:
    keys = [term.pk for term in batch]
    _share(batch)
    found = calendars({key_of(term) for term in batch})
    facts: dict[int, list[TermFact]] = defaultdict(list)
    for fact in TermFact.objects.filter(term__in=keys).order_by("since", "pk"):
        facts[fact.term_id].append(fact)
    moved = []
    for term in batch:
        known = facts_of(term, facts.get(term.pk, ()))
        computed = compute(term.rule, known, found[key_of(term)])
        if (term.due_at, term.remaining) != (computed.due_at, computed.remaining):
            moved.append((term, term.due_at, known))
    told = defaultdict(set)
    rows = TermAlert.objects.filter(term__in=[term.pk for term, _before, _facts in moved])
    for term_id, mark in rows.values_list("term_id", "mark"):
        told[term_id].add(mark)
    for term, _before, known in moved:
        date_it_anew(term, known, found[key_of(term)], now=now, told=told[term.pk])
    Term.objects.bulk_update([term for term, *_rest in moved], DATED, batch_size=500)
    TermChange.objects.bulk_create(
        _change(term, before, now, reason) for term, before, _facts in moved
    )
    _tell([term for term, _before, _facts in moved])
    return len(moved)


def _tell(terms: list[Term]) -> None:
    """Modules that repeat a date beside their records hear of which it moved: once a batch."""
    subjects: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        subjects[term.subject_type].append(term.subject_id)
    if terms:
        announce(RECALCULATED, subject=terms[0], actor=SYSTEM, subjects=subjects)


def _share(batch: list[Term]) -> None:
    """Give terms of one rule, or of one desk, the same object: it is read, and understood, once."""
    versions = RuleVersion.objects.in_bulk({term.rule_version_id for term in batch})
    desks = DeskCalendar.objects.in_bulk({term.calendar_id for term in batch} - {None})
    for term in batch:
        term.rule_version = versions[term.rule_version_id]
        term.calendar = desks.get(term.calendar_id)


def _change(term: Term, before: datetime | None, now: datetime, reason: str) -> TermChange:
    return TermChange(
        term=term,
        at=now,
        cause=Cause.CALENDAR_CHANGED,
        before=before,
        after=term.due_at,
        reason=reason[:250],
        person_name=SYSTEM.person_name,
    )
