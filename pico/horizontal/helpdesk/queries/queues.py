"""Queues, who works in them, which are an actor's."""

from django.db.models import Q, QuerySet

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.people.actors import working_today
from pico.core.people.models import Person

from ..models import Queue, QueueMember
from ..terms import QueueRole


def queues_of(actor: Actor) -> QuerySet[Queue]:
    """The active queues in which the actor works; a supervisor's are all those of his ente."""
    if actor.membership_id is None:
        return Queue.objects.none()
    is_supervisor = Role.HELPDESK_SUPERVISOR in actor.roles
    return queues_where(actor.membership_id, actor.ente_id if is_supervisor else None)


def queues_where(membership: int, ente: int | None) -> QuerySet[Queue]:
    """The active queues where this place is, and those of an ente, if one is said."""
    mine = Q(pk__in=QueueMember.objects.filter(membership=membership).values("queue"))
    if ente is not None:
        mine |= Q(owner=ente)
    return Queue.objects.filter(mine, is_active=True)


def operators_of(queue: Queue) -> QuerySet[Person]:
    """Who works in a queue today: those whose place in their ente holds."""
    places = QueueMember.objects.filter(queue=queue, membership__in=working_today())
    return Person.objects.filter(pk__in=places.values("membership__person")).order_by(
        "last_name", "first_name", "pk"
    )


def active_queues() -> QuerySet[Queue]:
    return Queue.objects.filter(is_active=True).select_related("owner")


def fallback_queue() -> Queue | None:
    """The queue that takes what no rule sends elsewhere."""
    return Queue.objects.filter(is_fallback=True, is_active=True).first()


def heads_of(queue: Queue) -> QuerySet[Person]:
    """Who answers for a queue."""
    places = QueueMember.objects.filter(
        queue=queue, role=QueueRole.HEAD, membership__in=working_today()
    )
    return Person.objects.filter(pk__in=places.values("membership__person"))
