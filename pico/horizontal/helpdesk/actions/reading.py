"""What is read is marked; what operators read is logged."""

from datetime import datetime

from django.utils import timezone

from pico.core.access.actor import Actor

from ..models import Reading, Ticket
from . import threads


def open_thread(*, ticket: Ticket, is_desk: bool, actor: Actor, now: datetime) -> None:
    """Mark a ticket as read by a person; an operator's reading is logged, once a day."""
    threads.mark_read(ticket, actor, now)
    if is_desk:
        note_reading(ticket=ticket, actor=actor, now=now)


def note_reading(*, ticket: Ticket, actor: Actor, now: datetime) -> None:
    """Log that somebody read of another's ticket, once a day."""
    Reading.objects.get_or_create(
        ticket=ticket, person_id=actor.person_id, on=timezone.localdate(now),
        defaults={"first_at": now},
    )  # fmt: skip
