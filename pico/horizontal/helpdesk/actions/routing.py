"""Where a new ticket goes. The one seam: who opens a ticket calls `route` and follows its answer."""

from dataclasses import dataclass

from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ..models import Queue, Ticket
from ..terms import Family, Topic
from .catalogue import ACCESS, GENERAL, PLATFORM, PROVINCE


@dataclass(frozen=True, slots=True)
class Destination:
    """The queue, who in it (None: nobody yet), who is put in copy, and why, in plain words."""

    queue: Queue
    assignee: Person | None = None
    cc: tuple[Person, ...] = ()
    why: str = ""


def route(*, ticket: Ticket) -> Destination:
    """Say where a ticket that is not saved yet goes; may set its tags and priority.

    Refuses only where no queue at all is there.
    """
    for key in _keys(ticket):
        queue = Queue.objects.filter(key=key, is_active=True).first()
        if queue and (key in (ACCESS, PLATFORM) or queue.places.exists()):
            return Destination(queue)
    queue = Queue.objects.filter(is_fallback=True).first()
    if queue is None:
        raise Refusal("L'assistenza non è ancora attiva: scrivi a UPI.", code="no_queue")
    return Destination(queue)


def _keys(ticket: Ticket):
    if ticket.topic == Topic.ACCESS or ticket.asker is None:
        yield ACCESS
    elif ticket.family == Family.SERVICES and ticket.province_id:
        yield PROVINCE.format(ente=ticket.province_id, topic=ticket.topic)
        yield PROVINCE.format(ente=ticket.province_id, topic=GENERAL)
    yield PLATFORM
