"""Silence: the asker is reminded, then a ticket closes by itself. Run twice, nothing happens twice."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.engines.deadlines.queries.calendars import calendar_for
from pico.engines.deadlines.reckoning import Calendar

from ..models import Holding, Queue, ServiceLevel, Ticket, WaitReminder
from ..queries import service_levels as queries
from ..terms import TicketState
from . import telling
from .steps import make_step

BATCH = 500


def turn_the_silence(*, now: datetime) -> int:
    """Remind and close what is due today; returns how many tickets were touched."""
    level = queries.common_level()
    calendars: dict[int, Calendar] = {}
    return _waits(level, calendars, now) + _solved(level, calendars, now)


def _calendar(queue: Queue, known: dict[int, Calendar]) -> Calendar:
    if queue.pk not in known:
        known[queue.pk] = calendar_for(ente=queue.owner, desk=queries.desk_of_queue(queue))
    return known[queue.pk]


def _reached(since: datetime, days: int, calendar: Calendar, today: date) -> bool:
    return calendar.add_working_days(timezone.localdate(since), days) <= today


def _waits(level: ServiceLevel, known: dict[int, Calendar], now: datetime) -> int:
    today, touched = timezone.localdate(now), 0
    rows = Holding.objects.filter(
        ended_at=None, state=TicketState.WAITING_ASKER, ticket__state=TicketState.WAITING_ASKER
    ).select_related("queue__owner", "ticket__asker")
    for one in rows.iterator(chunk_size=BATCH):
        calendar = _calendar(one.queue, known)
        if _reached(one.started_at, level.close_after, calendar, today):
            touched += _close(one.ticket, "close_unanswered", now)
            continue
        due = [
            days
            for days in (level.remind_after, level.remind_again_after)
            if _reached(one.started_at, days, calendar, today)
        ]
        if due:
            touched += _remind(one, max(due), level, calendar, now)
    return touched


def _remind(
    holding: Holding, after: int, level: ServiceLevel, calendar: Calendar, now: datetime
) -> bool:
    """Remind the asker once for each number of days."""
    ticket = holding.ticket
    try:
        with transaction.atomic():
            WaitReminder.objects.create(holding=holding, after=after, sent_at=now)
            last = calendar.add_working_days(
                timezone.localdate(holding.started_at), level.close_after
            )
            telling.tell_askers(
                ticket,
                telling.WAITING,
                _("Aspettiamo una tua risposta: %(subject)s") % {"subject": ticket.subject},
                actor=SYSTEM,
                now=now,
                body=_("Senza risposta la richiesta si chiude il %(day)s. Si può sempre riaprire.")
                % {"day": f"{last:%d/%m/%Y}"},
            )
    except IntegrityError:
        return False
    return True


def _solved(level: ServiceLevel, known: dict[int, Calendar], now: datetime) -> int:
    today, touched = timezone.localdate(now), 0
    rows = Ticket.objects.filter(state=TicketState.SOLVED, solved_at__lt=now)
    for ticket in rows.select_related("queue__owner").iterator(chunk_size=BATCH):
        calendar = _calendar(ticket.queue, known)
        # Somebody wrote after the solution: the silence begins there.
        since = max(ticket.solved_at or ticket.last_at, ticket.last_at)
        if _reached(since, level.silent_after, calendar, today):
            touched += _close(ticket, "close_silent", now)
    return touched


def _close(ticket: Ticket, step: str, now: datetime) -> bool:
    """Make the step; whoever wrote in this very moment is right."""
    try:
        make_step(record=ticket, name=step, actor=SYSTEM, now=now)
    except Refusal:
        return False
    return True
