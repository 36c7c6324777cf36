"""Who is told what: the asker and his copies, the operators, the supervisor."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.foundation.rich_text import to_plain
from pico.core.notices.actions import close_task, notify, open_task
from pico.core.notices.models import Task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today

from ..models import Ticket
from ..queries.queues import operators_of
from ..terms import TicketState

RECEIVED, TAKEN, REPLIED = "helpdesk.received", "helpdesk.taken", "helpdesk.replied"
WAITING, SOLVED, CLOSED = "helpdesk.waiting", "helpdesk.solved", "helpdesk.closed"
REOPENED, NUDGED, MOVED = "helpdesk.reopened", "helpdesk.nudged", "helpdesk.moved"
QUEUED, HANDLE, ANSWERED = "helpdesk.queued", "helpdesk.handle", "helpdesk.answered"
ALERT = "helpdesk.alert"

MOST_WORDS = 3000  # of a message that a mail repeats


def tell_askers(
    ticket: Ticket,
    kind: str,
    title: str,
    *,
    actor: Actor,
    now: datetime,
    body: str = "",
    level: NoticeLevel = NoticeLevel.ACT,
) -> None:
    """Tell who asked and who is in copy, not who did it."""
    people = {ticket.asker_id, *ticket.cc.values_list("pk", flat=True)} - {None, actor.person_id}
    _tell(ticket, people, kind, title, body, level, now, ente=ticket.ente)


def tell_desk(
    ticket: Ticket,
    kind: str,
    title: str,
    *,
    actor: Actor,
    now: datetime,
    body: str = "",
    level: NoticeLevel = NoticeLevel.ACT,
) -> None:
    """Tell who has it in hand; where nobody has, the operators of its queue, else the supervisor.

    Who has left the queue since is told no more.
    """
    people = desk_of(ticket)
    if ticket.assignee_id in people | supervisors():
        people = {ticket.assignee_id}
    _tell(ticket, people - {actor.person_id}, kind, title, body, level, now)


def tell_people(
    ticket: Ticket, people: Iterable[int], kind: str, title: str, *, now: datetime, body: str = ""
) -> None:
    """Tell these persons at once."""
    _tell(ticket, people, kind, title, body, NoticeLevel.ACT, now)


def desk_of(ticket: Ticket) -> set[int]:
    """The operators of its queue; without any, the supervisors of UPI."""
    found = set(operators_of(ticket.queue).values_list("pk", flat=True))
    return found or supervisors()


def supervisors() -> set[int]:
    places = working_today().filter(roles__role=Role.HELPDESK_SUPERVISOR)
    return set(places.values_list("person_id", flat=True))


def _tell(
    ticket: Ticket,
    people: Iterable[int],
    kind: str,
    title: str,
    body: str,
    level: NoticeLevel,
    now: datetime,
    ente: Ente | None = None,
) -> None:
    notify(
        people=people, kind=kind, level=level, title=title, body=body,
        url=ticket.get_absolute_url(), subject=ticket, ente=ente, now=now,
    )  # fmt: skip


def words_of(html: str) -> str:
    """A text as a mail says it."""
    return to_plain(html)[:MOST_WORDS]


def give_turn(ticket: Ticket, now: datetime) -> None:
    """Put the ticket on the list of whose turn it is, and take it off the others'."""
    close_task(subject=ticket, kind=WAITING, now=now)
    if not ticket.is_open or ticket.is_waiting or not ticket.assignee_id:
        close_task(subject=ticket, kind=HANDLE, now=now)
    if ticket.state == TicketState.WAITING_ASKER and ticket.asker_id:
        _open(ticket, WAITING, ticket.asker, _("L'assistenza aspetta la tua risposta."), now)
    elif ticket.is_open and not ticket.is_waiting and ticket.assignee_id:
        for task in _tasks(ticket).exclude(person=ticket.assignee_id).select_related("person"):
            close_task(subject=ticket, kind=HANDLE, person=task.person, now=now)
        reason = _("%(asker)s · priorità %(priority)s") % {
            "asker": ticket.ente_said or ticket.asker_said,
            "priority": ticket.get_priority_display().lower(),
        }
        _open(ticket, HANDLE, ticket.assignee, reason, now)


def _tasks(ticket: Ticket):
    return Task.objects.filter(
        subject_type=ticket._meta.label_lower, subject_id=str(ticket.pk), kind=HANDLE,
        closed_at=None,
    )  # fmt: skip


def _open(ticket: Ticket, kind: str, person, reason: str, now: datetime) -> None:
    due = ticket.solution_due_at if kind == HANDLE else None
    open_task(
        subject=ticket, kind=kind, person=person, title=str(ticket), reason=reason,
        url=ticket.get_absolute_url(), due_on=timezone.localdate(due) if due else None, now=now,
    )  # fmt: skip


def alert(ticket: Ticket, now: datetime, words: str) -> None:
    """Tell the supervisors and who runs the platform at once, whatever the queue."""
    places = working_today().filter(roles__role__in=(Role.HELPDESK_SUPERVISOR, Role.PLATFORM_ADMIN))
    people = set(places.values_list("person_id", flat=True))
    _tell(
        ticket,
        people,
        ALERT,
        _("Allerta: %(title)s") % {"title": ticket},
        words,
        NoticeLevel.ACT,
        now,
    )
