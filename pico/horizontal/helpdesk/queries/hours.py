"""When a queue works, and which running terms other hours would move."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from pico.engines.deadlines.models import DeskCalendar, DeskClosure, Term
from pico.engines.deadlines.queries.calendars import Shift, calendar_for, shifts, windows
from pico.engines.deadlines.queries.terms import terms_of_many
from pico.engines.deadlines.reckoning import OFFICE_HOURS, Calendar
from pico.engines.deadlines.terms import OPEN as OPEN_TERMS

from ..models import IS_OPEN, Queue, QueueHours, Ticket
from ..terms import FIRST_REPLY, SOLUTION
from .service_levels import desk_of_queue

MOST_TOLD, MOST_RECKONED = 10, 500


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a change would do: `looked_at` running terms, of which `moved` many; the first few of those."""

    looked_at: int
    moved: int
    first: list[tuple[str, str, Shift]]
    is_partial: bool


def office_hours() -> list[list[list[str]]]:
    """The hours of everybody, as they are kept in a row."""
    return [[[f"{one.starts:%H:%M}", f"{one.ends:%H:%M}"] for one in day] for day in OFFICE_HOURS]


def hours_of(queue: Queue) -> list[str]:
    """The hours of each day as they are typed: «09:00–13:00, 14:00–18:00», nothing where closed."""
    desk = desk_of_queue(queue)
    return [
        ", ".join(f"{one.starts:%H:%M}–{one.ends:%H:%M}" for one in day)
        for day in windows(desk.hours if desk else [])
    ]


def week_of(queue: Queue) -> list[tuple[str, str]]:
    """The days of the week with their hours in words."""
    found = hours_of(queue)
    return [(str(WEEKDAYS[n]).capitalize(), said or _("chiusa")) for n, said in enumerate(found)]


def closures_of(queue: Queue, today: date) -> QuerySet[DeskClosure]:
    """The days to come on which this queue alone is closed."""
    desk = desk_of_queue(queue)
    return DeskClosure.objects.filter(desk=desk, day__gte=today).select_related("desk")


def sharing_the_desk(queue: Queue) -> QuerySet[Queue]:
    """The other queues that keep the same hours: a change is theirs, too."""
    desk = desk_of_queue(queue)
    rows = QueueHours.objects.filter(desk=desk).exclude(queue=queue) if desk else ()
    return Queue.objects.filter(hours__in=rows).order_by("name")


def desk_name(queue: Queue) -> str:
    """Hours bear the name of their queue and its number: two queues may be called alike."""
    return f"{queue.name[:100]} ({queue.pk})"


def former_desk(queue: Queue) -> DeskCalendar | None:
    return DeskCalendar.objects.filter(ente=queue.owner_id, name=desk_name(queue)).first()


def open_tickets(queue_id: int) -> QuerySet[Ticket]:
    return Ticket.objects.filter(IS_OPEN, queue=queue_id).order_by("pk")


# What would change -------------------------------------------------------------------------------


def with_hours(queue: Queue, hours: list) -> Calendar:
    """The calendar of the queue, with other hours."""
    return replace(_calendar(queue), hours=windows(hours))


def with_office_hours(queue: Queue) -> Calendar:
    return calendar_for(ente=queue.owner)


def with_closure(queue: Queue, day: date, name: str) -> Calendar:
    known = _calendar(queue)
    return replace(known, closures={**known.closures, day: name})


def without_closure(queue: Queue, day: date) -> Calendar:
    known = _calendar(queue)
    kept = {other: name for other, name in known.closures.items() if other != day}
    return replace(known, closures=kept)


def _calendar(queue: Queue) -> Calendar:
    return calendar_for(ente=queue.owner, desk=desk_of_queue(queue))


def forecast(queue: Queue, calendar: Calendar) -> Forecast:
    """Say which running terms of a queue's tickets another calendar would move; writes nothing."""
    tickets = {
        str(pk): (number, subject)
        for pk, number, subject in open_tickets(queue.pk).values_list("pk", "number", "subject")[
            : MOST_RECKONED + 1
        ]
    }
    is_partial = len(tickets) > MOST_RECKONED
    rows = Term.objects.filter(
        subject_type=Ticket._meta.label_lower, subject_id__in=list(tickets)[:MOST_RECKONED],
        key__in=(FIRST_REPLY, SOLUTION), state__in=OPEN_TERMS,
    ).select_related("rule_version").order_by("due_at", "pk")  # fmt: skip
    terms = list(rows)
    moved = shifts(terms, calendar)
    first = [(*tickets[one.term.subject_id], one) for one in moved[:MOST_TOLD]]
    return Forecast(len(terms), len(moved), first, is_partial)


def with_new_dates(ticket_ids: list[int]) -> list[Ticket]:
    """The tickets beside which the dates of their terms are not those of the terms; unsaved."""
    tickets = list(Ticket.objects.filter(pk__in=ticket_ids))
    replies = terms_of_many(tickets, key=FIRST_REPLY)
    solutions = terms_of_many(tickets, key=SOLUTION)
    changed = []
    for ticket in tickets:
        dates = [_due(replies, ticket), _due(solutions, ticket)]
        if dates != [ticket.first_reply_due_at, ticket.solution_due_at]:
            ticket.first_reply_due_at, ticket.solution_due_at = dates
            changed.append(ticket)
    return changed


def _due(terms: Mapping[str, Term], ticket: Ticket):
    term = terms.get(str(ticket.pk))
    return term.due_at if term else None
