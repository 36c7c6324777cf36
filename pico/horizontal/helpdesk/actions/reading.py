"""What is read is marked; what operators read is logged; what is half written is kept."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from pico.core.access.actor import Actor

from ..models import Reading, RequestDraft, Ticket
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


@transaction.atomic
def keep_draft(*, data: dict, actor: Actor, now: datetime) -> RequestDraft:
    """Keep what a person has written of a request so far: one's own affair, no trail."""
    draft, _is_new = RequestDraft.objects.update_or_create(
        person_id=actor.person_id, defaults={"data": data, "saved_at": now}
    )
    return draft


@transaction.atomic
def drop_draft(*, actor: Actor) -> None:
    RequestDraft.objects.filter(person=actor.person_id).delete()
