"""The clock: rungs of the ladder are told, each once; what is past becomes «Scaduto»."""

from datetime import datetime

from django.db import transaction

from pico.core.access.actor import SYSTEM
from pico.core.announcements.board import announce

from .. import notices
from ..models import Term, TermAlert, TermChange
from ..queries import terms as queries
from ..queries.calendars import calendars, key_of
from ..reckoning import Alert
from ..terms import AlertTo, Cause, TermState
from .settling import ANNOUNCED, lock_term, mark_of, next_rung_at, rungs

BATCH = 200


def turn_the_clock(*, now: datetime) -> int:
    """Tell every rung reached by now; returns how many terms. Run twice, it tells nothing again."""
    turned = 0
    while found := list(queries.to_tell(now)[:BATCH]):
        turned += sum(_turn(term, now) for term in found)
    return turned


@transaction.atomic
def _turn(term: Term, now: datetime) -> bool:
    term = lock_term(term)
    if term.next_alert_at is None or term.next_alert_at > now:
        return False
    calendar = calendars([key_of(term)])[key_of(term)]
    facts = queries.facts_of(term)
    told = set(term.alerts.values_list("mark", flat=True))
    reached = [
        alert
        for at, alert in rungs(term, facts, calendar)
        if at <= now and mark_of(alert, term) not in told
    ]
    marks = [mark_of(alert, term) for alert in reached]
    TermAlert.objects.bulk_create(TermAlert(term=term, mark=mark, told_at=now) for mark in marks)
    if term.state == TermState.RUNNING and term.due_at < now:
        _expire(term, now)
    term.next_alert_at = next_rung_at(term, facts, calendar, {*told, *marks})
    term.save(update_fields=["state", "next_alert_at"])
    _tell(term, reached, now)
    return True


def _tell(term: Term, reached: list[Alert], now: datetime) -> None:
    """Tell the module of each rung, the responsible of the last one only: the clock may have stood."""
    for alert in reached:
        announce(
            ANNOUNCED,
            subject=term,
            actor=SYSTEM,
            about_type=term.subject_type,
            about_id=term.subject_id,
            key=term.key,
            rung=alert.key,
        )
    told = [alert for alert in reached if alert.to == AlertTo.RESPONSIBLE]
    if told:
        notices.tell_near(term, task=any(alert.task for alert in told), now=now)


def _expire(term: Term, now: datetime) -> None:
    term.state = TermState.EXPIRED
    TermChange.objects.create(
        term=term, at=now, cause=Cause.EXPIRED, before=term.due_at, after=term.due_at
    )
    announce(
        "deadlines.term.expired",
        subject=term,
        actor=SYSTEM,
        about_type=term.subject_type,
        about_id=term.subject_id,
        key=term.key,
    )
