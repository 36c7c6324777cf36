"""What is promised for a ticket, who held it and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.prepared import Prepared
from pico.engines.deadlines.models import DeskCalendar, Term
from pico.engines.deadlines.queries.calendars import calendars
from pico.engines.deadlines.queries.terms import WITH_ALL
from pico.engines.deadlines.reckoning.computing import working_time
from pico.engines.deadlines.terms import OPEN as OPEN_TERMS

from ..models import Holding, Queue, QueueHours, ServiceLevel, ServiceTarget, Ticket
from ..terms import FIRST_REPLY, SOLUTION, TARGETS, WAITING, WORKING_DAY, Priority

COLOURS = 5
WIDTH = 1000  # of the drawing of who held a ticket


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised for a ticket, in working minutes, and by which agreement."""

    first_reply: int
    solution: int
    source: str


def target_of(ticket: Ticket, *, today: date) -> Target:
    """Return the targets of the agreement between queue and ente, else those of everybody."""
    agreement = Q(level__owner=ticket.queue.owner_id, level__ente=ticket.ente_id)
    running = Q(level__starts_on=None) | Q(level__starts_on__lte=today)
    running &= Q(level__ends_on=None) | Q(level__ends_on__gte=today)
    found = (
        ServiceTarget.objects.filter(
            Q(level__is_common=True) | agreement & running, priority=ticket.priority
        )
        .select_related("level")
        .order_by("level__is_common")
        .first()
    )
    if found is None:
        first, solution = TARGETS[Priority(ticket.priority)]
        return Target(first, solution, _("livelli di servizio dell'Help Desk"))
    return Target(found.first_reply_minutes, found.solution_minutes, found.level.name)


def common_level() -> ServiceLevel:
    """The targets of everybody; unsaved ones where nobody wrote them yet."""
    return ServiceLevel.objects.filter(is_common=True).first() or ServiceLevel(
        is_common=True, name=_("Livelli di servizio dell'Help Desk")
    )


def agreements() -> QuerySet[ServiceLevel]:
    rows = ServiceLevel.objects.filter(is_common=False).select_related("owner", "ente")
    return rows.prefetch_related("targets").order_by("owner__name", "ente__name")


def agreements_of(actor: Actor, *, all_of_them: bool) -> QuerySet[ServiceLevel]:
    """The agreements of the ente acted for, on either side; all of them for who supervises."""
    rows = agreements()
    if all_of_them:
        return rows
    return rows.filter(Q(owner=actor.ente_id) | Q(ente=actor.ente_id))


def targets_by_priority(level: ServiceLevel) -> list[tuple[str, str, str]]:
    """Return the priorities of a level with their targets in words."""
    kept = {one.priority: one for one in level.targets.all()} if level.pk else {}
    found = []
    for priority in Priority:
        one = kept.get(priority)
        first, solution = (
            (one.first_reply_minutes, one.solution_minutes) if one else TARGETS[priority]
        )
        found.append((str(priority.label), in_words(first), in_words(solution)))
    return found


def in_words(minutes: int) -> str:
    """Return «2 giorni lavorativi», «4 ore lavorative»: as an agreement would say it."""
    days, rest = divmod(minutes, WORKING_DAY)
    if days > 1 and not rest:
        return _("%(days)d giorni lavorativi") % {"days": days}
    return working_time(minutes)


def desk_of_queue(queue: Queue) -> DeskCalendar | None:
    """The hours of a queue that has its own."""
    hours = QueueHours.objects.filter(queue=queue).select_related("desk").first()
    return hours.desk if hours else None


_PROMISES = Prepared(
    lambda kind, pk: (
        Term.objects.filter(subject_type=kind, subject_id=pk, key__in=(FIRST_REPLY, SOLUTION))
        .select_related(*WITH_ALL)
        .order_by("pk")
    )
)


def terms_of_ticket(ticket: Ticket) -> dict[str, Term]:
    """The newest term of each kind."""
    found = _PROMISES.objects(kind=ticket._meta.label_lower, pk=str(ticket.pk))
    return {term.key: term for term in found}


def open_terms_of(ticket: Ticket) -> dict[str, Term]:
    return {key: one for key, one in terms_of_ticket(ticket).items() if one.state in OPEN_TERMS}


# Who held it -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch of the bar: whose turn it was, for how many working minutes."""

    who: str
    minutes: int
    colour: str
    start: int  # of the drawing
    width: int
    share: int  # per cent
    is_wait: bool

    @property
    def said(self) -> str:
        return working_time(self.minutes)


_HOLDINGS = Prepared(
    lambda ticket: Holding.objects.filter(ticket=ticket).select_related("queue", "assignee")
)
_HOURS = Prepared(
    lambda queues: QueueHours.objects.filter(queue__in=queues).values_list("queue", "desk")
)


def holdings_of(ticket: Ticket) -> QuerySet[Holding]:
    return ticket.holdings.select_related("queue", "assignee")


def working_minutes_of(holdings: Iterable[Holding], *, now: datetime) -> list[tuple[Holding, int]]:
    """Each interval with its working minutes by the calendar of its queue: three queries in all."""
    rows = list(holdings)
    own = dict(_HOURS.tuples(queues=tuple({one.queue_id for one in rows})))
    desks = (
        dict(DeskCalendar.objects.filter(pk__in=own.values()).values_list("pk", "ente"))
        if own
        else {}
    )
    keys = {
        one.queue_id: (own[one.queue_id], desks[own[one.queue_id]])
        if one.queue_id in own
        else (None, one.queue.owner_id)
        for one in rows
    }
    found = calendars(keys.values())
    return [
        (
            one,
            found[keys[one.queue_id]].working_minutes_between(one.started_at, one.ended_at or now),
        )
        for one in rows
    ]


def held(ticket: Ticket, *, now: datetime, with_names: bool) -> list[Held]:
    """Who held a ticket and for how long, in order; `with_names` for operators only."""
    rows: list[list] = []
    end = ticket.closed_at or ticket.solved_at
    rows_held = _HOLDINGS.objects(ticket=ticket.pk)
    for one, minutes in working_minutes_of(rows_held, now=end or now):
        if one.state not in WAITING and end and one.started_at >= end:
            continue
        who, is_wait = _who(one, ticket, with_names), one.state in WAITING
        if rows and rows[-1][0] == who:
            rows[-1][1] += minutes
        else:
            rows.append([who, minutes, is_wait])
    return _drawn(rows)


def _who(one: Holding, ticket: Ticket, with_names: bool) -> str:
    if one.state == "WAITING_ASKER":
        return _("In attesa del richiedente")
    if one.state == "WAITING_THIRD":
        return _("In attesa di terzi")
    if with_names and one.assignee_id:
        return f"{one.queue}: {one.assignee}"
    return str(one.queue)


def _drawn(rows: list[list]) -> list[Held]:
    rows = [row for row in rows if row[1]]  # nights and holidays are nobody's time
    total = sum(minutes for _who, minutes, _wait in rows)
    desks = list(dict.fromkeys(who for who, _minutes, is_wait in rows if not is_wait))
    found, done = [], 0
    for who, minutes, is_wait in rows:
        start = done * WIDTH // total
        done += minutes
        colour = "wait" if is_wait else str(desks.index(who) % COLOURS)
        width = done * WIDTH // total - start
        found.append(Held(who, minutes, colour, start, width, minutes * 100 // total, is_wait))
    return found


def may_be_agreed_with(actor: Actor) -> QuerySet[Ente]:
    """The enti with which an agreement may be written: those of the territory, for a Province."""
    rows = Ente.objects.filter(valid_to__isnull=True).exclude(pk=actor.ente_id)
    return rows.filter(territory=actor.territory) if actor.territory else rows
