"""Around a ticket: who sees it, how much it presses, what it hangs together with, how it went."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.calendar import add_working_days
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person
from pico.engines.workflow.queries import locked

from ..models import Ticket
from ..permissions import HelpdeskPermission
from ..queries import tickets as queries
from ..queries.queues import heads_of
from ..terms import NUDGE_SPAN, Priority, TicketState, Visibility
from . import service_levels, telling
from .threads import happened

PATIENCE = 2  # working days before a ticket without a term may be pressed


def _recorded(ticket: Ticket, event: str, words: str, actor: Actor, now: datetime, **data) -> None:
    trail.record(
        f"helpdesk.ticket.{event}",
        words,
        subject=ticket,
        actor=actor,
        now=now,
        reserved=True,
        **data,
    )
    announce(f"helpdesk.ticket.{event}", subject=ticket, actor=actor, space_id=ticket.space_id)


@transaction.atomic
def share(
    *, ticket: Ticket, visibility: str, cc: Iterable[Person], actor: Actor, now: datetime
) -> Ticket:
    """Say which colleagues see the ticket, and who is in copy: its asker only.

    Refuses copies outside the ente, and a ticket without an ente shared with one.
    """
    actor.require(HelpdeskPermission.ASK, ticket)
    people = {person.pk: person for person in cc}
    if ticket.ente is None and (people or visibility != Visibility.PERSON):
        raise Refusal(_("La richiesta non è di un ente: la vedi solo tu."), code="no_ente")
    if ticket.ente:
        found = queries.colleagues_of(ticket.ente).filter(pk__in=people)
        if set(found.values_list("pk", flat=True)) != set(people):
            raise Refusal(
                _("In copia puoi mettere solo colleghi del tuo ente."), code="not_a_colleague"
            )
    ticket = locked(ticket)
    before = ticket.get_visibility_display()
    added = set(people) - set(ticket.cc.values_list("pk", flat=True))
    ticket.visibility = Visibility(visibility)
    ticket.save(update_fields=["visibility"])
    ticket.cc.set(people.values())
    _recorded(
        ticket, "shared", _("Cambiato chi vede la richiesta."), actor, now,
        changes={_("Chi la vede"): [before, ticket.get_visibility_display()]},
    )  # fmt: skip
    telling.tell_people(
        ticket,
        added,
        telling.REPLIED,
        _("Sei in copia: %(title)s") % {"title": ticket.subject},
        now=now,
    )
    return ticket


@transaction.atomic
def change_priority(
    *, ticket: Ticket, priority: str, reason: str, actor: Actor, now: datetime
) -> Ticket:
    """Give a ticket another priority than the matrix, with the reason.

    Refuses who does not handle it, a finished ticket, and a change without reason.
    """
    actor.require(HelpdeskPermission.HANDLE, ticket)
    if not reason.strip():
        raise Refusal(_("Scrivi perché la priorità cambia."), code="no_reason")
    ticket = locked(ticket)
    if not ticket.is_open:
        raise Refusal(_("La richiesta è chiusa: la priorità non cambia più."), code="finished")
    before = ticket.get_priority_display()
    ticket.set_priority(Priority(priority), reason.strip()[:250])
    ticket.save(update_fields=["priority", "priority_rank", "priority_reason"])
    service_levels.follow(ticket=ticket, now=now)
    words = _("Priorità da %(before)s a %(after)s: %(reason)s") % {
        "before": before.lower(),
        "after": ticket.get_priority_display().lower(),
        "reason": ticket.priority_reason,
    }
    happened(ticket, "priority", words, actor=actor, now=now, is_internal=True)
    _recorded(
        ticket, "weighed", _("Priorità cambiata."), actor, now,
        changes={_("Priorità"): [before, ticket.get_priority_display()]},
    )  # fmt: skip
    return ticket


@transaction.atomic
def link(*, ticket: Ticket, other: Ticket, actor: Actor, now: datetime) -> None:
    """Say that two tickets hang together: for who handles the one and sees the other.

    Refuses a ticket with itself; both were found by who may see them.
    """
    actor.require(HelpdeskPermission.HANDLE, ticket)
    if ticket.pk == other.pk:
        raise Refusal(_("Una richiesta non si collega a se stessa."), code="same_ticket")
    ticket.related.add(other)
    happened(
        ticket, "link", _("Collegata a %(number)s.") % {"number": other.number}, actor=actor,
        now=now, is_internal=True,
    )  # fmt: skip
    _recorded(ticket, "linked", _("Collegata a un'altra richiesta."), actor, now, other=other.pk)


def nudge_from(ticket: Ticket) -> datetime:
    """The moment from which the asker may press: the term, or two working days after he asked."""
    if ticket.solution_due_at:
        return ticket.solution_due_at
    opened = timezone.localtime(ticket.opened_at)
    days = add_working_days(opened.date(), PATIENCE) - opened.date()
    return ticket.opened_at + timedelta(days=days.days)


@transaction.atomic
def nudge(*, ticket: Ticket, actor: Actor, now: datetime) -> Ticket:
    """Press («Sollecita»): told to who answers for the queue, and to who has it.

    Refuses others than the asker, before the term, more than once a day, and while it waits for him.
    """
    actor.require(HelpdeskPermission.ASK, ticket)
    ticket = locked(ticket)
    if not ticket.is_open or ticket.state == TicketState.WAITING_ASKER:
        raise Refusal(_("Ora non c'è nulla da sollecitare."), code="not_waiting")
    if now < nudge_from(ticket):
        raise Refusal(
            _("Il termine non è ancora passato: potrai sollecitare dopo."), code="too_early"
        )
    if ticket.nudged_at and now - ticket.nudged_at < NUDGE_SPAN:
        raise Refusal(_("Hai già sollecitato oggi: si può una volta al giorno."), code="too_often")
    ticket.nudged_at = ticket.last_at = now
    ticket.save(update_fields=["nudged_at", "last_at"])
    happened(ticket, "nudge", _("Hai sollecitato una risposta."), actor=actor, now=now)
    _recorded(ticket, "nudged", _("Sollecito del richiedente."), actor, now)
    heads = set(heads_of(ticket.queue).values_list("pk", flat=True))
    told = heads | ({ticket.assignee_id} if ticket.assignee_id else set())
    telling.tell_people(
        ticket,
        told or telling.desk_of(ticket),
        telling.NUDGED,
        _("Sollecito: %(title)s") % {"title": ticket},
        now=now,
    )
    return ticket


@transaction.atomic
def rate(*, ticket: Ticket, score: int, words: str, actor: Actor, now: datetime) -> Ticket:
    """Say how it went, 1 to 5: the asker, once solved or closed; he may change his mind.

    Refuses others, a ticket that is not solved or closed, a score outside 1–5.
    """
    actor.require(HelpdeskPermission.ASK, ticket)
    ticket = locked(ticket)
    if ticket.state not in (TicketState.SOLVED, TicketState.CLOSED):
        raise Refusal(_("Si valuta quando la richiesta è risolta."), code="not_solved")
    if score not in range(1, 6):
        raise Refusal(_("Scegli un voto da 1 a 5."), code="bad_score")
    ticket.satisfaction, ticket.satisfaction_words = score, words.strip()[:2000]
    ticket.rated_at = now
    ticket.save(update_fields=["satisfaction", "satisfaction_words", "rated_at"])
    _recorded(ticket, "rated", _("Soddisfazione espressa."), actor, now)
    return ticket
