"""Who is on duty in a queue, who is away and who stands in, how much each has in hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.people.actors import working_today
from pico.core.people.models import Membership

from ..models import IS_OPEN, Absence, Queue, QueueMember, Ticket
from ..permissions import HelpdeskPermission
from ..terms import IN_HAND, UNTAKEN, WAITING, Distribution, Level, QueueRole


def places_of(queue: Queue, today: date) -> QuerySet[QueueMember]:
    """The places of who works in a queue today, away or not."""
    return (
        QueueMember.objects.filter(queue=queue, membership__in=working_today(today))
        .select_related("membership__person", "membership__ente", "turn")
        .order_by("membership__person__last_name", "membership__person__first_name", "pk")
    )


def has_operators(queue: Queue, today: date) -> bool:
    return QueueMember.objects.filter(queue=queue, membership__in=working_today(today)).exists()


def substitutes_on(today: date, memberships: Iterable[int]) -> dict[int, int | None]:
    """Who of these is away on a day, each with his substitute, if he named one."""
    rows = Absence.objects.filter(
        membership__in=memberships, starts_on__lte=today, ends_on__gte=today
    )
    return dict(rows.values_list("membership_id", "substitute_id"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Whose turn it would be: `place` has the turn, `taker` gets the ticket (himself, or who stands in)."""

    place: QueueMember
    taker: QueueMember

    @property
    def stands_in(self) -> bool:
        return self.place.pk != self.taker.pk


def next_in(queue: Queue, today: date) -> Candidate | None:
    """Return who gets the next ticket of a queue; nobody where each takes his own, or all are away.

    Those who answer for the queue have a turn only where nobody else works there.
    """
    if queue.distribution == Distribution.MANUAL:
        return None
    places = list(places_of(queue, today))
    away = substitutes_on(today, [place.membership_id for place in places])
    present = {p.membership_id: p for p in places if p.membership_id not in away}
    if queue.distribution == Distribution.LEAST_LOADED:
        return _least_loaded(_on_turn(list(present.values())))
    for place in sorted(_on_turn(places), key=_last_turn):
        taker = present.get(place.membership_id) or present.get(away.get(place.membership_id))
        if taker:
            return Candidate(place, taker)
    return None


def _on_turn(places: list[QueueMember]) -> list[QueueMember]:
    return [place for place in places if place.role != QueueRole.HEAD] or places


def _last_turn(place: QueueMember) -> tuple[float, int]:
    turn = getattr(place, "turn", None)
    return (turn.given_at.timestamp() if turn else 0.0, place.pk)


def _least_loaded(places: list[QueueMember]) -> Candidate | None:
    """Who has the fewest open tickets in hand, in whatever queue; of equals, who waited longest."""
    if not places:
        return None
    people = [place.membership.person_id for place in places]
    rows = Ticket.objects.filter(IS_OPEN, assignee__in=people).exclude(state__in=WAITING)
    loads = dict(rows.order_by().values_list("assignee").annotate(n=Count("pk")))
    least = min(places, key=lambda p: (loads.get(p.membership.person_id, 0), *_last_turn(p)))
    return Candidate(least, least)


@dataclass(frozen=True, slots=True)
class Load:
    """What an operator of a queue has in hand there; `away_until` and `stands_in` say who is absent."""

    place: QueueMember
    in_hand: int
    waiting: int
    untaken: int
    oldest_at: datetime | None
    absence: Absence | None

    @property
    def total(self) -> int:
        return self.in_hand + self.waiting + self.untaken


def loads_of(queue: Queue, today: date) -> list[Load]:
    """What each operator of a queue has in hand there, three statements whatever their number."""
    places = list(places_of(queue, today))
    counts = {row["assignee"]: row for row in _counted(queue)}
    away = {
        absence.membership_id: absence
        for absence in current_absences(today).filter(
            membership__in=[place.membership_id for place in places]
        )
    }
    return [
        _load(place, counts.get(place.membership.person_id, {}), away.get(place.membership_id))
        for place in places
    ]


def _load(place: QueueMember, counted: dict, absence: Absence | None) -> Load:
    return Load(
        place=place,
        in_hand=counted.get("in_hand", 0),
        waiting=counted.get("waiting", 0),
        untaken=counted.get("untaken", 0),
        oldest_at=counted.get("oldest_at"),
        absence=absence,
    )


def _counted(queue: Queue):
    return (
        Ticket.objects.filter(IS_OPEN, queue=queue, assignee__isnull=False)
        .order_by()
        .values("assignee")
        .annotate(
            in_hand=Count("pk", filter=Q(state__in=IN_HAND)),
            waiting=Count("pk", filter=Q(state__in=WAITING)),
            untaken=Count("pk", filter=~Q(state__in=(*IN_HAND, *WAITING))),
            oldest_at=Min("opened_at"),
        )
    )


def unassigned_in(queue: Queue) -> int:
    return Ticket.objects.filter(IS_OPEN, queue=queue, assignee=None).count()


# Queues, as who answers for them sees them -------------------------------------------------------


def counted_queues(actor: Actor, today: date) -> QuerySet[Queue]:
    """The active queues the actor may know of, with counts only: never a ticket.

    Who supervises from UPI counts every queue; others those in which they work or for which their ente
    answers. `operators` counts who works there today.
    """
    rows = Queue.objects.filter(is_active=True).select_related("owner")
    if not actor.can(HelpdeskPermission.ROUTE):
        mine = Q(places__membership=actor.membership_id) if actor.membership_id else Q(pk__in=())
        if actor.can(HelpdeskPermission.SEE_QUEUES_OF_ENTE):
            mine |= Q(owner=actor.ente_id)
        rows = rows.filter(pk__in=Queue.objects.filter(mine).values("pk"))
    tickets = Ticket.objects.filter(IS_OPEN, queue=OuterRef("pk"))
    places = QueueMember.objects.filter(queue=OuterRef("pk"), membership__in=working_today(today))
    return rows.annotate(
        operators=_number_of(places),
        open_count=_number_of(tickets),
        unassigned=_number_of(tickets.filter(assignee=None)),
    ).order_by("owner__name", "name", "pk")


def _number_of(rows: QuerySet) -> Coalesce:
    """A count as a sub-query, made for the rows of a page only: joins would count them all."""
    counted = rows.order_by().values("queue").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def empty_queues(today: date) -> QuerySet[Queue]:
    """The active queues in which nobody works."""
    places = QueueMember.objects.filter(membership__in=working_today(today)).values("queue")
    return Queue.objects.filter(is_active=True).exclude(pk__in=places)


def left_alone(today: date) -> int:
    """How many open tickets wait in a queue in which nobody works."""
    return Ticket.objects.filter(IS_OPEN, queue__in=empty_queues(today)).count()


# Absences ----------------------------------------------------------------------------------------


def current_absences(today: date) -> QuerySet[Absence]:
    """Those that hold on a day."""
    return Absence.objects.filter(starts_on__lte=today, ends_on__gte=today).select_related(
        "substitute__person"
    )


def visible_absences(actor: Actor) -> QuerySet[Absence]:
    """One's own absences, those of who works in the queues one answers for."""
    rows = Absence.objects.select_related("membership__person", "substitute__person")
    if actor.membership_id is None:
        return rows.none()
    places = QueueMember.objects.filter(queue__in=headed_queues(actor))
    return rows.filter(
        Q(membership=actor.membership_id) | Q(membership__in=places.values("membership"))
    )


def headed_queues(actor: Actor) -> QuerySet[Queue]:
    """The queues whose operators the actor manages: MANAGE_QUEUE, as a look-up."""
    mine = Q(places__membership=actor.membership_id, places__role=QueueRole.HEAD)
    if actor.can(HelpdeskPermission.SEE_QUEUES_OF_ENTE):
        mine |= Q(owner=actor.ente_id)
    return Queue.objects.filter(pk__in=Queue.objects.filter(mine).values("pk"), is_active=True)


def absentees(actor: Actor) -> QuerySet[Membership]:
    """For whom the actor may note an absence: himself, who works in the queues he answers for."""
    managed = QueueMember.objects.filter(queue__in=headed_queues(actor)).values("membership")
    return (
        working_today()
        .filter(Q(pk__in=managed) | Q(pk=actor.membership_id, helpdesk_places__isnull=False))
        .select_related("person", "ente")
        .distinct()
        .order_by("person__last_name", "person__first_name", "pk")
    )


def colleagues_in_queue(membership: Membership) -> QuerySet[Membership]:
    """Who may stand in for somebody: who works in a queue of his."""
    queues = QueueMember.objects.filter(membership=membership).values("queue")
    places = QueueMember.objects.filter(queue__in=queues).exclude(membership=membership)
    return (
        working_today()
        .filter(pk__in=places.values("membership"))
        .select_related("person", "ente")
        .order_by("person__last_name", "person__first_name", "pk")
    )


def colleagues_of_all(memberships: QuerySet[Membership]) -> QuerySet[Membership]:
    """Who works in a queue together with any of these; the action looks at each pair."""
    queues = QueueMember.objects.filter(membership__in=memberships.values("pk")).values("queue")
    places = QueueMember.objects.filter(queue__in=queues)
    return (
        working_today()
        .filter(pk__in=places.values("membership"))
        .select_related("person", "ente")
        .order_by("person__last_name", "person__first_name", "pk")
    )


def eligible_for(queue: Queue) -> QuerySet[Membership]:
    """Who may be given a place in a queue: persons of its ente; experts come from anywhere."""
    rows = working_today()
    rows = (
        rows.filter(roles__role=Role.EXPERT)
        if queue.level == Level.SECOND
        else rows.filter(ente=queue.owner_id)
    )
    return (
        rows.exclude(helpdesk_places__queue=queue)
        .select_related("person", "ente")
        .distinct()
        .order_by("person__last_name", "person__first_name", "pk")
    )


def in_hand_of(absence: Absence) -> QuerySet[Ticket]:
    """The open tickets of who is absent, in queues where his substitute works; not those that wait."""
    shared = QueueMember.objects.filter(membership=absence.substitute_id).values("queue")
    return (
        Ticket.objects.filter(
            assignee=absence.membership.person_id,
            state__in=(*UNTAKEN, *IN_HAND),
            queue__in=QueueMember.objects.filter(
                membership=absence.membership_id, queue__in=shared
            ).values("queue"),
        )
        .select_related("queue__owner", "assignee")
        .order_by("pk")
    )


def counted_absences(actor: Actor, today: date) -> QuerySet[Absence]:
    """The visible absences that are not over, each with how many tickets its substitute could take."""
    places = QueueMember.objects.filter(membership=OuterRef(OuterRef("membership")))
    stands_in = QueueMember.objects.filter(membership=OuterRef(OuterRef("substitute")))
    tickets = (
        Ticket.objects.filter(
            assignee=OuterRef("membership__person"),
            state__in=(*UNTAKEN, *IN_HAND),
            queue__in=places.values("queue"),
        )
        .filter(queue__in=stands_in.values("queue"))
        .order_by()
        .values("assignee")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        visible_absences(actor)
        .filter(ends_on__gte=today)
        .annotate(in_hand=Coalesce(Subquery(tickets), 0))
    )
