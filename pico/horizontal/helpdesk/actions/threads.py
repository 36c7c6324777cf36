"""What every change of a ticket leaves: messages, attachments, lines of the timeline, intervals."""

from collections.abc import Iterable
from datetime import datetime
from typing import NoReturn

from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.files.actions import upload_file
from pico.core.files.models import StoredFile
from pico.core.foundation import rich_text
from pico.core.foundation.errors import Refusal

from ..models import Happening, Holding, Message, ReadMark, Ticket, TicketFile
from ..permissions import HelpdeskPermission
from ..terms import (
    FILE_KINDS,
    MODULE,
    TEXT_LENGTH,
    TICKET_FILE_BYTES,
    TICKET_FILES,
    MessageKind,
    Voice,
)


def prepared(text: str) -> str:
    """Return a text as it is kept: clean HTML. Refuses an empty one and one too long."""
    html = rich_text.clean(text)
    words = rich_text.to_plain(html, is_bare=True)
    if not words:
        raise Refusal(_("Il testo è vuoto: scrivi qualcosa."), code="empty")
    if len(words) > TEXT_LENGTH:
        raise Refusal(
            _("Il testo è troppo lungo: accorcialo, oppure allega il resto come documento."),
            code="too_long",
        )
    return html


def voice_of(ticket: Ticket, actor: Actor) -> Voice:
    """For which side a person writes: an operator who asked something himself asks."""
    if ticket.asker_id == actor.person_id and actor.person_id is not None:
        return Voice.ASKER
    is_desk = actor.can(HelpdeskPermission.HANDLE, ticket)
    return Voice.DESK if is_desk else Voice.ASKER


def add_message(
    ticket: Ticket,
    html: str,
    *,
    kind: str = MessageKind.PUBLIC,
    voice: str,
    actor: Actor,
    now: datetime,
    files: Iterable = (),
    is_by_mail: bool = False,
    author_name: str = "",
) -> Message:
    """Append a message to a locked ticket; the caller saves `message_count`, `file_count`, `last_at`."""
    files = list(files)
    ticket.message_count += 1
    message = Message.objects.create(
        ticket=ticket,
        number=ticket.message_count,
        kind=kind,
        voice=voice,
        author_id=actor.person_id,
        author_name=author_name or actor.person_name,
        ente_id=actor.ente_id,
        text=html,
        created_at=now,
        is_by_mail=is_by_mail,
        file_count=len(files),
    )
    attach(ticket, files, message=message, actor=actor, now=now)
    if kind != MessageKind.INTERNAL:
        ticket.last_at = now
    if voice == Voice.DESK and kind != MessageKind.INTERNAL and ticket.first_reply_at is None:
        ticket.first_reply_at = now
    mark_read(ticket, actor, now)
    return message


MESSAGE_FIELDS = ["message_count", "file_count", "last_at", "first_reply_at"]


def attach(
    ticket: Ticket, files: Iterable, *, message: Message | None, actor: Actor, now: datetime
) -> None:
    """Store files for who sends them; who reads them is decided by the ticket, not by their level.

    What came with the draft is stored already.

    Refuses more than ten in a ticket, kinds that a ticket does not take, files beyond 20 MB.
    """
    for one in files:
        if ticket.file_count >= TICKET_FILES:
            refuse_more_files()
        stored = one if isinstance(one, StoredFile) else _stored(one, actor, now)
        TicketFile.objects.create(ticket=ticket, message=message, file=stored)
        ticket.file_count += 1


def _stored(one, actor: Actor, now: datetime) -> StoredFile:
    check_file(one)
    return upload_file(
        content=one, name=one.name, scope=scopes.person(actor.person_id or 0), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip


def refuse_more_files() -> NoReturn:
    raise Refusal(
        _("Gli allegati sono troppi: una richiesta ne porta al massimo %(most)d.")
        % {"most": TICKET_FILES},
        code="too_many_files",
    )


def check_file(one) -> None:
    """Refuse a file that tickets do not take."""
    if not one.name.lower().endswith(FILE_KINDS):
        raise Refusal(
            _("«%(name)s» non è di un tipo ammesso: usa %(kinds)s.")
            % {"name": one.name, "kinds": ", ".join(FILE_KINDS)},
            code="wrong_kind",
        )
    if one.size > TICKET_FILE_BYTES:
        raise Refusal(
            _("«%(name)s» supera 20 MB: riducilo o dividilo.") % {"name": one.name},
            code="too_large",
        )


def happened(
    ticket: Ticket,
    step: str,
    words: str,
    *,
    actor: Actor,
    now: datetime,
    is_internal: bool = False,
) -> None:
    """Add a line to the timeline, in plain words; internal ones are for operators."""
    Happening.objects.create(
        ticket=ticket, at=now, step=step, words=str(words), person_id=actor.person_id,
        is_internal=is_internal,
    )  # fmt: skip


def hold(ticket: Ticket, now: datetime) -> None:
    """Begin a new interval where queue, assignee or state are no longer those of the open one."""
    last = Holding.objects.filter(ticket=ticket, ended_at=None).first()
    same = last and (last.queue_id, last.assignee_id, last.state) == (
        ticket.queue_id,
        ticket.assignee_id,
        ticket.state,
    )
    if same:
        return
    if last:
        last.ended_at = now
        last.save(update_fields=["ended_at"])
    Holding.objects.create(
        ticket=ticket, queue_id=ticket.queue_id, assignee_id=ticket.assignee_id,
        state=ticket.state, started_at=now,
    )  # fmt: skip


def mark_read(ticket: Ticket, actor: Actor, now: datetime) -> None:
    """What one writes oneself is read."""
    if actor.person_id is not None:
        ReadMark.objects.update_or_create(
            ticket=ticket, person_id=actor.person_id, defaults={"at": now}
        )
