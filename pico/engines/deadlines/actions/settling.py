"""The date of a term made anew from its facts; the ladder that follows from it."""

from collections.abc import Container
from datetime import datetime, time, timedelta

from pico.core.access.actor import Actor
from pico.core.audit import trail

from ..models import Term, TermChange
from ..queries.calendars import calendars, key_of
from ..queries.terms import WITH_ALL, facts_of
from ..reckoning import Alert, Calendar, Computed, Facts, compute, moment_of_share
from ..reckoning.calendars import ROME
from ..terms import ALERTS_AT_HOUR, Cause, TermState

DATED = ("due_at", "due_on", "remaining", "remaining_unit", "state", "next_alert_at")
ANNOUNCED = "deadlines.term.alerted"


def lock_term(term: Term) -> Term:
    """Return the term as it is now, held until the end of the transaction."""
    return Term.objects.select_for_update(of=("self",)).select_related(*WITH_ALL).get(pk=term.pk)


def record(what: str, sentence: str, term: Term, *, actor: Actor, now: datetime) -> None:
    trail.record(
        f"deadlines.term.{what}",
        sentence,
        subject=term,
        actor=actor,
        now=now,
        reserved=term.is_reserved,
    )


def settle(
    term: Term,
    cause: Cause,
    *,
    actor: Actor,
    now: datetime,
    before: datetime | None,
    reason: str = "",
    told: Container[str] | None = None,
    also: tuple[str, ...] = (),
) -> Term:
    """Reckon the date anew, save it and write why it changed. `also` names other fields to save."""
    calendar = calendars([key_of(term)])[key_of(term)]
    facts = facts_of(term)
    marks = told if told is not None else set(term.alerts.values_list("mark", flat=True))
    date_it_anew(term, facts, calendar, now=now, told=marks)
    term.save(update_fields=[*DATED, *also])
    TermChange.objects.create(
        term=term,
        at=now,
        cause=cause,
        before=before,
        after=term.due_at,
        reason=reason[:250],
        person_name=actor.person_name,
    )
    return term


def date_it_anew(
    term: Term, facts: Facts, calendar: Calendar, *, now: datetime, told: Container[str] = ()
) -> Computed:
    """Put the date, the state and the next rung on a term, unsaved."""
    found = compute(term.rule, facts, calendar)
    term.due_at, term.due_on = found.due_at, found.due_on
    term.remaining = found.remaining
    term.remaining_unit = found.unit if found.due_at is None else ""
    if found.due_at is None:
        term.state = TermState.SUSPENDED
    else:
        term.state = TermState.EXPIRED if found.due_at < now else TermState.RUNNING
    term.next_alert_at = next_rung_at(term, facts, calendar, told)
    return found


def mark_of(alert: Alert, term: Term) -> str:
    """A share is used up once; so many days before an end are told again when the end moves."""
    return alert.key if alert.percent else f"{alert.key}@{term.due_on}"


def rung_at(alert: Alert, term: Term, facts: Facts, calendar: Calendar) -> datetime | None:
    """When a rung of the ladder is reached; None while the term stands still."""
    if alert.percent:
        return moment_of_share(term.rule, facts, calendar, alert.percent)
    if term.due_on is None:
        return None
    day = term.due_on + timedelta(days=alert.days)
    return datetime.combine(day, time(ALERTS_AT_HOUR), ROME)


def rungs(term: Term, facts: Facts, calendar: Calendar) -> list[tuple[datetime, Alert]]:
    """The ladder of a term in order, without the rungs that were already past when it began."""
    found = [(rung_at(alert, term, facts, calendar), alert) for alert in term.rule.alerts]
    kept = [(at, alert) for at, alert in found if at and at >= term.started_at]
    return sorted(kept, key=lambda pair: pair[0])


def next_rung_at(
    term: Term, facts: Facts, calendar: Calendar, told: Container[str]
) -> datetime | None:
    if term.due_at is None:
        return None
    waiting = [at for at, alert in rungs(term, facts, calendar) if mark_of(alert, term) not in told]
    if term.state == TermState.RUNNING:
        waiting.append(term.due_at + timedelta(minutes=1))
    return min(waiting, default=None)
