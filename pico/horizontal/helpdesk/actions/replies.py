"""Both sides write: replies, and notes between operators."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.engines.workflow.queries import locked

from ..models import Message, Ticket
from ..permissions import HelpdeskPermission
from ..queries import tickets as queries
from ..terms import FINISHED, UNTAKEN, MessageKind, TicketState, Voice
from ..workflow import is_recent
from . import service_levels, telling
from .steps import make_step
from .threads import MESSAGE_FIELDS, add_message, prepared, voice_of


@transaction.atomic
def reply(
    *,
    ticket: Ticket,
    text: str,
    actor: Actor,
    now: datetime,
    files: Iterable = (),
    seen: int | None = None,
    is_by_mail: bool = False,
) -> Message:
    """Write to the other side. The desk's reply takes what nobody has; the asker's ends a wait for him.

    A reply to what is solved or closed reopens it. The same words again within ten minutes are one
    message. Refuses who may not write, an empty or endless text, too many or wrong files, what can no
    longer be reopened, and an operator who has not seen what was changed meanwhile.
    """
    actor.require(HelpdeskPermission.REPLY, ticket)
    html = prepared(text)
    ticket = locked(ticket)
    voice = voice_of(ticket, actor)
    if same := queries.same_message(ticket, html, actor, now):
        return same
    if voice == Voice.DESK:
        _require_seen(ticket, seen)
    if ticket.state in FINISHED:
        return _reply_to_finished(ticket, html, actor, now)
    _advance(ticket, voice, actor, now)
    ticket = locked(ticket)
    message = add_message(
        ticket, html, voice=voice, actor=actor, now=now, files=files, is_by_mail=is_by_mail
    )
    ticket.revision += 1
    ticket.save(update_fields=[*MESSAGE_FIELDS, "revision"])
    service_levels.follow(ticket=ticket, now=now)
    _record(ticket, message, actor, now)
    words = telling.words_of(html)
    if voice == Voice.DESK:
        telling.tell_askers(
            ticket, telling.REPLIED, _("Risposta: %(title)s") % {"title": ticket.subject}, body=words, actor=actor,
            now=now,
        )  # fmt: skip
    else:
        telling.tell_desk(
            ticket, telling.ANSWERED, _("Ha scritto il richiedente: %(title)s") % {"title": ticket}, body=words,
            actor=actor, now=now,
        )  # fmt: skip
    return message


def _require_seen(ticket: Ticket, seen: int | None) -> None:
    if seen is None or seen == ticket.revision:
        return
    last = ticket.messages.order_by("-number").first()
    who = last.author_said if last else ""
    raise Refusal(
        _(
            "Nel frattempo la richiesta è cambiata (%(who)s, stato «%(state)s»): rileggila, poi invia "
            "di nuovo. Il tuo testo è ancora qui."
        )
        % {"who": who, "state": ticket.state_label},
        code="changed_meanwhile",
    )


def _reply_to_finished(ticket: Ticket, html: str, actor: Actor, now: datetime) -> Message:
    if ticket.state not in (TicketState.SOLVED, TicketState.CLOSED) or _is_too_late(ticket, now):
        raise Refusal(
            _("La richiesta è chiusa: aprine una nuova, collegata a questa."), code="finished"
        )
    make_step(record=ticket, name="reopen", actor=actor, now=now, text=html)
    return ticket.messages.order_by("-number")[0]


def _is_too_late(ticket: Ticket, now: datetime) -> bool:
    ticket.moment = now
    return bool(is_recent(ticket))


def _advance(ticket: Ticket, voice: str, actor: Actor, now: datetime) -> None:
    """What writing changes by itself."""
    if voice == Voice.ASKER:
        if ticket.state == TicketState.WAITING_ASKER:
            make_step(record=ticket, name="answer", actor=SYSTEM, now=now)
        return
    if ticket.state in UNTAKEN:
        make_step(record=ticket, name="take", actor=actor, now=now)
    if ticket.state == TicketState.TAKEN:
        make_step(record=ticket, name="start", actor=actor, now=now)


def _record(ticket: Ticket, message: Message, actor: Actor, now: datetime) -> None:
    trail.record(
        "helpdesk.ticket.replied",
        _("Messaggio %(number)d scritto.") % {"number": message.number},
        subject=ticket, actor=actor, now=now, reserved=True, message=message.pk,
    )  # fmt: skip
    announce(
        "helpdesk.ticket.replied",
        subject=ticket, actor=actor, space_id=ticket.space_id, message=message.pk,
        voice=str(message.voice),
    )  # fmt: skip


@transaction.atomic
def write_note(
    *, ticket: Ticket, text: str, actor: Actor, now: datetime, files: Iterable = ()
) -> Message:
    """Write a note that only operators read; observers of former queues may, too.

    Refuses others, an empty or endless text, too many or wrong files.
    """
    actor.require(HelpdeskPermission.OBSERVE, ticket)
    html = prepared(text)
    ticket = locked(ticket)
    message = add_message(
        ticket, html, kind=MessageKind.INTERNAL, voice=Voice.DESK, actor=actor, now=now, files=files
    )
    ticket.save(update_fields=MESSAGE_FIELDS)
    trail.record(
        "helpdesk.ticket.noted", _("Nota interna scritta."),
        subject=ticket, actor=actor, now=now, reserved=True, message=message.pk,
    )  # fmt: skip
    announce("helpdesk.ticket.noted", subject=ticket, actor=actor, space_id=ticket.space_id)
    telling.tell_desk(
        ticket, telling.ANSWERED, _("Nota interna: %(title)s") % {"title": ticket}, body=telling.words_of(html),
        actor=actor, now=now,
    )  # fmt: skip
    return message
