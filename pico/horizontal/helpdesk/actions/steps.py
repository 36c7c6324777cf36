"""A ticket goes from state to state: the table of `workflow`, and what each step says and to whom."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.notices.terms import NoticeLevel
from pico.engines.workflow.queries import locked
from pico.engines.workflow.tables import Moved

from ..models import Ticket
from ..queries import tickets as queries
from ..terms import OPEN, MessageKind, Voice
from ..workflow import TICKET, operators
from . import service_levels, telling
from .threads import MESSAGE_FIELDS, add_message, happened, hold, prepared, voice_of


@transaction.atomic
def make_step(
    *,
    record: Ticket,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields,
) -> Moved:
    """Make a step of the table on a ticket: state, interval, timeline, notices; one transaction.

    Refuses what the table refuses, with its codes; a queue without operators is told to the
    supervisor by who is put on the list (`telling.desk_of`).
    """
    ticket = locked(record)
    ticket.moment = now
    if before := BEFORE.get(name):
        before(ticket, fields, actor)
    moved = TICKET.move(
        ticket, name, actor=actor, now=now, seen=seen, reserved=True, space_id=ticket.space_id,
        told={"object_type": ticket.object_type, "object_id": ticket.object_id}, **fields,
    )  # fmt: skip
    if name not in UNSEEN:
        ticket.last_at = now
    if after := AFTER.get(name):
        after(moved)
    ticket.save(update_fields=list(dict.fromkeys((*moved.fields, *MESSAGE_FIELDS, "duplicate_of"))))
    hold(ticket, now)
    service_levels.follow(ticket=ticket, now=now)
    telling.give_turn(ticket, now)
    record.refresh_from_db()
    return moved


def _prepare(name: str) -> Callable:
    def prepare(ticket: Ticket, fields: dict, actor: Actor) -> None:
        if fields.get(name):
            fields[name] = prepared(fields[name])

    return prepare


def _check_operator(ticket: Ticket, fields: dict, actor: Actor) -> None:
    """Only who works in the queue today may be given its tickets."""
    person = fields.get("assignee")
    if person and not operators(ticket.queue).filter(pk=person.pk).exists():
        raise Refusal(
            _("%(person)s non lavora oggi nella coda: scegli un suo operatore.")
            % {"person": person},
            code="not_an_operator",
        )


def _find_other(ticket: Ticket, fields: dict, actor: Actor) -> None:
    """The ticket to be kept: one that the operator sees, open, another one."""
    number = str(fields.get("other") or "").strip().upper()
    if not number:
        return
    other = queries.visible_to(actor).filter(number=number).first()
    if other is None or other.pk == ticket.pk:
        raise Refusal(
            _("Nessun'altra richiesta che puoi vedere ha il numero %(number)s.")
            % {"number": number},
            code="no_such_ticket",
        )
    if other.state not in OPEN:
        raise Refusal(
            _("%(number)s non è più aperta: scegli una richiesta aperta.") % {"number": number},
            code="not_open",
        )
    fields["other"] = other


# Steps that the asker reads nothing of: his list shows no news for them.
UNSEEN = ("assign", "answer", "start")
BEFORE: dict[str, Callable] = {
    "wait_asker": _prepare("text"),
    "reopen": _prepare("text"),
    "solve": _prepare("solution"),
    "assign": _check_operator,
    "merge": _find_other,
}


# After each step ---------------------------------------------------------------------------------


def _say(moved: Moved, words: str, *, is_internal: bool = False) -> None:
    happened(
        moved.record, moved.step.name, words, actor=moved.actor, now=moved.now,
        is_internal=is_internal,
    )  # fmt: skip


def _write(moved: Moved, html: str, kind: str, voice: str) -> None:
    add_message(moved.record, html, kind=kind, voice=voice, actor=moved.actor, now=moved.now)


def _tell_askers(moved: Moved, kind: str, title: str, body: str = "", **options) -> None:
    telling.tell_askers(
        moved.record, kind, title, body=body, actor=moved.actor, now=moved.now, **options
    )


def _tell_desk(moved: Moved, kind: str, title: str, body: str = "", **options) -> None:
    telling.tell_desk(
        moved.record, kind, title, body=body, actor=moved.actor, now=moved.now, **options
    )


def _routed(moved: Moved) -> None:
    _say(moved, _("La tua richiesta è stata indirizzata a %(queue)s.") % _queue(moved))


def _queue(moved: Moved) -> dict[str, str]:
    return {"queue": moved.record.queue.name}


def _taken(moved: Moved) -> None:
    words = _("La tua richiesta è stata presa in carico dal gruppo %(queue)s.") % _queue(moved)
    _say(moved, words)
    _tell_askers(
        moved,
        telling.TAKEN,
        _("Presa in carico: %(title)s") % {"title": moved.record.subject},
        words,
    )


def _assigned(moved: Moved) -> None:
    _say(moved, _("Assegnata a %(person)s.") % {"person": moved.record.assignee}, is_internal=True)


def _asked(moved: Moved) -> None:
    text = moved.given["text"]
    _write(moved, text, MessageKind.PUBLIC, Voice.DESK)
    _say(moved, _("L'assistenza aspetta una tua risposta."))
    _tell_askers(
        moved, telling.REPLIED, _("In attesa di te: %(title)s") % {"title": moved.record.subject},
        telling.words_of(text),
    )  # fmt: skip


def _waits_for_third(moved: Moved) -> None:
    _say(moved, _("In attesa di terzi: %(who)s.") % {"who": moved.record.waits_for})


def _resumed(moved: Moved) -> None:
    _say(moved, _("La lavorazione è ripresa."))


def _handed_over(moved: Moved) -> None:
    note = _("Passata da una coda all'altra: %(note)s") % {"note": moved.given["note"]}
    _write(moved, prepared(note), MessageKind.INTERNAL, Voice.DESK)
    _say(moved, _("La tua richiesta è passata a %(queue)s.") % _queue(moved))
    _tell_desk(
        moved,
        telling.QUEUED,
        _("Passata alla tua coda: %(title)s") % {"title": moved.record},
        moved.given["note"],
    )


def _escalated(moved: Moved) -> None:
    _write(moved, prepared(moved.given["note"]), MessageKind.INTERNAL, Voice.DESK)
    words = _("La tua richiesta è stata inoltrata al livello superiore: %(queue)s.")
    _say(moved, words % _queue(moved))
    _tell_desk(
        moved,
        telling.QUEUED,
        _("Inoltrata alla tua coda: %(title)s") % {"title": moved.record},
        moved.given["note"],
    )


def _solved(moved: Moved) -> None:
    ticket, solution = moved.record, moved.given["solution"]
    if ticket.taken_at is None:
        ticket.taken_at, ticket.assignee_id = moved.now, ticket.assignee_id or moved.actor.person_id
        moved.fields += ["taken_at", "assignee"]
    _write(moved, solution, MessageKind.SOLUTION, Voice.DESK)
    _say(moved, _("La tua richiesta è stata risolta. Se qualcosa non va, puoi riaprirla."))
    _tell_askers(
        moved,
        telling.SOLVED,
        _("Risolta: %(title)s") % {"title": ticket.subject},
        telling.words_of(solution),
    )
    for duplicate in ticket.duplicates.select_related("asker"):
        _solve_duplicate(duplicate, moved)


def _solve_duplicate(duplicate: Ticket, moved: Moved) -> None:
    """Who asked the same is told the solution too; the ticket itself stays a duplicate."""
    solution = moved.given["solution"]
    add_message(
        duplicate, solution, kind=MessageKind.SOLUTION, voice=Voice.DESK, actor=moved.actor,
        now=moved.now,
    )  # fmt: skip
    duplicate.save(update_fields=MESSAGE_FIELDS)
    telling.tell_askers(
        duplicate, telling.SOLVED, _("Risolta: %(title)s") % {"title": duplicate.subject},
        body=telling.words_of(solution), actor=moved.actor, now=moved.now,
    )  # fmt: skip


def _settled(moved: Moved) -> None:
    _say(moved, _("Il richiedente ha segnato la richiesta come risolta."))
    _tell_desk(moved, telling.CLOSED, _("Chiusa dal richiedente: %(title)s") % {"title": moved.record},
               level=NoticeLevel.CONCERNS)  # fmt: skip


def _closed(moved: Moved) -> None:
    _say(moved, _("La richiesta è chiusa: non ci sono state altre risposte dopo la soluzione."))
    _tell_askers(moved, telling.CLOSED, _("Chiusa: %(title)s") % {"title": moved.record.subject},
                 _("Quanto ti è stato utile l'aiuto? Puoi dirlo dalla pagina della richiesta."))  # fmt: skip


def _closed_unanswered(moved: Moved) -> None:
    words = _("Chiuso per mancata risposta. Se serve ancora, puoi riaprirla entro 15 giorni.")
    _say(moved, words)
    _tell_askers(
        moved, telling.CLOSED, _("Chiusa: %(title)s") % {"title": moved.record.subject}, words
    )


def _reopened(moved: Moved) -> None:
    ticket, text = moved.record, moved.given["text"]
    voice = voice_of(ticket, moved.actor)
    _write(moved, text, MessageKind.PUBLIC, voice)
    _say(moved, _("La richiesta è stata riaperta."))
    title, words = _("Riaperta: %(title)s") % {"title": ticket}, telling.words_of(text)
    _tell_askers(moved, telling.REOPENED, title, words)
    _tell_desk(moved, telling.REOPENED, title, words)


def _cancelled(moved: Moved) -> None:
    _say(moved, _("Annullata dal richiedente."))
    _tell_desk(moved, telling.CLOSED, _("Annullata dal richiedente: %(title)s") % {"title": moved.record},
               level=NoticeLevel.CONCERNS)  # fmt: skip


def _rejected(moved: Moved) -> None:
    words = _("Respinta – non pertinente: %(reason)s") % {"reason": moved.given["reason"]}
    _say(moved, words)
    _tell_askers(
        moved,
        telling.CLOSED,
        _("Non pertinente: %(title)s") % {"title": moved.record.subject},
        words,
    )


def _merged(moved: Moved) -> None:
    ticket, other = moved.record, moved.given["other"]
    ticket.duplicate_of = other
    words = _(
        "Altri hanno già chiesto la stessa cosa: la tua richiesta è stata unita a quella, e la "
        "soluzione arriverà anche a te."
    )
    _say(moved, words)
    happened(
        other, "merged_in", _("Unita qui %(number)s.") % {"number": ticket.number},
        actor=moved.actor, now=moved.now, is_internal=True,
    )  # fmt: skip
    _tell_askers(
        moved, telling.CLOSED, _("Unita a un'altra: %(title)s") % {"title": ticket.subject}, words
    )


AFTER: dict[str, Callable[[Moved], None]] = {
    "route": _routed,
    "take": _taken,
    "assign": _assigned,
    "wait_asker": _asked,
    "wait_third": _waits_for_third,
    "resume": _resumed,
    "hand_over": _handed_over,
    "escalate": _escalated,
    "solve": _solved,
    "settle": _settled,
    "confirm": _settled,
    "close_silent": _closed,
    "close_unanswered": _closed_unanswered,
    "reopen": _reopened,
    "cancel": _cancelled,
    "reject": _rejected,
    "merge": _merged,
}
