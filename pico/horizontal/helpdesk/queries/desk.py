"""The operators' lists: their queues, what is theirs, what is due, what nobody has."""

from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.people.actors import working_today
from pico.core.people.models import Membership

from ..models import IS_OPEN, Ticket
from ..terms import IN_HAND, UNTAKEN, WAITING, TicketState
from .queues import queues_of
from .tickets import as_list

DUE_WITHIN = timedelta(days=2)
PER_PHASE = 20
SOLVED_SPAN = timedelta(days=7)


def desk_tickets(actor: Actor) -> QuerySet[Ticket]:
    """Every ticket that stands in a queue of the actor's, most urgent first, then oldest."""
    queues = list(queues_of(actor).values_list("pk", flat=True))
    rows = as_list(Ticket.objects.filter(queue__in=queues), actor)
    return rows.order_by("priority_rank", "opened_at", "pk")


def assigned_to(actor: Actor) -> QuerySet[Ticket]:
    return desk_tickets(actor).filter(assignee=actor.person_id)


def unassigned(actor: Actor) -> QuerySet[Ticket]:
    return desk_tickets(actor).filter(assignee=None)


def due_soon(actor: Actor, now: datetime) -> QuerySet[Ticket]:
    """Those whose term is near or past, the most pressing first."""
    rows = desk_tickets(actor).filter(solution_due_at__lte=now + DUE_WITHIN)
    return rows.order_by("solution_due_at", "pk")


def counts(actor: Actor, now: datetime) -> dict[str, int]:
    """How many open ones are in each list, in one statement."""
    queues = list(queues_of(actor).values_list("pk", flat=True))
    return Ticket.objects.filter(IS_OPEN, queue__in=queues).aggregate(
        queue=Count("pk"),
        mine=Count("pk", filter=Q(assignee=actor.person_id)),
        due=Count("pk", filter=Q(solution_due_at__lte=now + DUE_WITHIN)),
        unassigned=Count("pk", filter=Q(assignee=None)),
    )


PHASES = {
    "take": UNTAKEN,
    "work": IN_HAND,
    "wait": WAITING,
    "solved": (TicketState.SOLVED,),
}


def board(rows: QuerySet[Ticket], now: datetime) -> dict[str, tuple[int, list[Ticket]]]:
    """The tickets of a list by phase: how many, and the first twenty; solved ones of this week."""
    found = {}
    for phase, states in PHASES.items():
        some = rows.filter(state__in=states)
        if phase != "solved":
            some = some.filter(IS_OPEN)
        else:
            some = some.filter(solved_at__gte=now - SOLVED_SPAN).order_by("-solved_at")
        found[phase] = (some.count(), list(some[:PER_PHASE]))
    return found


def chosen(keys: list[str], actor: Actor) -> list[Ticket]:
    """The tickets of these keys that stand in queues of the actor's, at most a hundred."""
    numbers = [int(key) for key in keys if key.isdigit()][:100]
    return list(desk_tickets(actor).filter(pk__in=numbers))


# Who calls ---------------------------------------------------------------------------------------


def callers(actor: Actor) -> QuerySet[Membership]:
    """Who may be written for: everybody for UPI's desks, the enti of its territory for a Province's."""
    rows = working_today().select_related("person", "ente")
    kinds = set(queues_of(actor).values_list("owner__kind", flat=True))
    if "UPI" in kinds or not actor.territory:
        return rows
    return rows.filter(Q(ente__territory=actor.territory) | Q(ente=actor.ente_id))


def search_callers(rows: QuerySet[Membership], text: str) -> QuerySet[Membership]:
    for word in text.replace("–", " ").replace(",", " ").split()[:6]:
        rows = rows.filter(
            Q(person__last_name__icontains=word)
            | Q(person__first_name__icontains=word)
            | Q(ente__name__icontains=word)
        )
    return rows.order_by("person__last_name", "person__first_name", "pk")


def caller_label(place: Membership) -> str:
    return f"{place.person} – {place.ente.name}"
