"""What is read is marked; what operators read is logged."""

from datetime import datetime

from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.foundation.prepared import Prepared

from ..models import Reading, ReadMark, Ticket
from . import threads

_MARKED = Prepared(
    lambda ticket, person: ReadMark.objects.filter(ticket=ticket, person=person).values_list("at")
)
_READ = Prepared(
    lambda ticket, person, day: Reading.objects.filter(
        ticket=ticket, person=person, on=day
    ).values_list("pk")
)


def open_thread(*, ticket: Ticket, is_desk: bool, actor: Actor, now: datetime) -> None:
    """Mark a ticket as read by a person, if something came since; an operator's reading is logged."""
    marked = _MARKED.tuples(ticket=ticket.pk, person=actor.person_id)
    if not marked or marked[0][0] <= ticket.last_at:
        threads.mark_read(ticket, actor, now)
    if is_desk:
        note_reading(ticket=ticket, actor=actor, now=now)


def note_reading(*, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """Log that somebody read of another's ticket, once a day."""
    today = timezone.localdate(now)
    if not _READ.tuples(ticket=ticket.pk, person=actor.person_id, day=today):
        Reading.objects.get_or_create(
            ticket=ticket, person_id=actor.person_id, on=today, defaults={"first_at": now}
        )
