"""The hours of a queue, and the days on which it is closed; the clocks of its tickets follow in a job."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.ui.formats import date_it
from pico.engines.deadlines import actions as deadlines
from pico.engines.deadlines.models import DeskCalendar, DeskClosure
from pico.engines.workflow.queries import locked

from ..models import Queue, QueueHours, Ticket
from ..permissions import HelpdeskPermission
from ..queries import hours as queries
from ..queries.service_levels import desk_of_queue
from . import service_levels

FOLLOW = "pico.horizontal.helpdesk.tasks.follow_queue"


def _record(queue: Queue, sentence: str, actor: Actor, now: datetime) -> None:
    trail.record("helpdesk.queue.hours", sentence, subject=queue, actor=actor, now=now)
    announce("helpdesk.queue.hours", subject=queue, actor=actor)


@transaction.atomic
def change_hours(*, queue: Queue, hours: list, actor: Actor, now: datetime) -> DeskCalendar:
    """Give a queue its hours: seven lists, Monday first, of pairs «09:00», «13:00».

    Open tickets are promised again by them, in a job. Refuses who does not manage the queue, and hours
    that are none.
    """
    actor.require(HelpdeskPermission.MANAGE_QUEUE, queue)
    desk = desk_of_queue(queue)
    if desk:
        deadlines.change_desk(desk=desk, hours=hours, actor=SYSTEM, now=now)
    else:
        desk = _own_desk(queue, hours, now)
    _record(queue, _("Orario della coda cambiato."), actor, now)
    return desk


def _own_desk(queue: Queue, hours: list, now: datetime) -> DeskCalendar:
    """Hours of the queue's own, under its name; those it had before are taken up again."""
    known = queries.former_desk(queue)
    if known:
        desk = deadlines.change_desk(desk=known, hours=hours, actor=SYSTEM, now=now)
    else:
        desk = deadlines.open_desk(
            ente=queue.owner, name=queries.desk_name(queue), hours=hours, actor=SYSTEM, now=now
        )
    QueueHours.objects.create(queue=queue, desk=desk)
    enqueue(import_string(FOLLOW), key=str(queue.pk), again=True, queue_id=queue.pk)
    return desk


@transaction.atomic
def take_office_hours(*, queue: Queue, actor: Actor, now: datetime) -> None:
    """Give a queue the hours of everybody again. Refuses who does not manage it."""
    actor.require(HelpdeskPermission.MANAGE_QUEUE, queue)
    gone, _by_kind = QueueHours.objects.filter(queue=queue).delete()
    if gone:
        _record(queue, _("La coda torna all'orario d'ufficio."), actor, now)
        enqueue(import_string(FOLLOW), key=str(queue.pk), again=True, queue_id=queue.pk)


@transaction.atomic
def close_queue_on(
    *, queue: Queue, day: date, name: str, actor: Actor, now: datetime
) -> DeskClosure:
    """Close a queue on a day. Refuses who does not manage it, a past day, a day closed already."""
    actor.require(HelpdeskPermission.MANAGE_QUEUE, queue)
    if day < timezone.localdate(now):
        raise Refusal(_("Quel giorno è già passato: scegline uno che viene."), code="past_day")
    desk = desk_of_queue(queue) or _own_desk(queue, queries.office_hours(), now)
    closure = deadlines.close_desk_on(desk=desk, day=day, name=name, actor=SYSTEM, now=now)
    said = _("Coda chiusa il %(day)s: %(name)s.") % {"day": date_it(day), "name": name}
    _record(queue, said, actor, now)
    return closure


@transaction.atomic
def open_queue_on(*, queue: Queue, closure: DeskClosure, actor: Actor, now: datetime) -> None:
    """Open a queue on a day on which it was to be closed. Refuses who does not manage it."""
    actor.require(HelpdeskPermission.MANAGE_QUEUE, queue)
    said = _("Coda di nuovo aperta il %(day)s.") % {"day": date_it(closure.day)}
    deadlines.open_desk_on(closure=closure, actor=SYSTEM, now=now)
    _record(queue, said, actor, now)


# The clocks follow -------------------------------------------------------------------------------


def follow_queue(*, queue_id: int, now: datetime) -> int:
    """Bring the clocks of the open tickets of a queue to its hours; returns how many were looked at."""
    seen = 0
    for ticket in queries.open_tickets(queue_id).iterator(chunk_size=200):
        with transaction.atomic():
            service_levels.follow(ticket=locked(ticket), now=now)
        seen += 1
    return seen


def show_dates(*, ticket_ids: list[int]) -> int:
    """Repeat the terms beside the tickets, where lists read them; returns how many changed."""
    changed = queries.with_new_dates(ticket_ids)
    Ticket.objects.bulk_update(changed, ["first_reply_due_at", "solution_due_at"], batch_size=500)
    return len(changed)
