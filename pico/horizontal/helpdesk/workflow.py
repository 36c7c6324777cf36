"""The process of a ticket, as a table. Source: domain facts of the Help Desk, section 5."""

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from pico.core.people.actors import working_today
from pico.core.people.models import Person
from pico.core.ui.rich_text import RichTextField
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import Moved, Need, Step

from .models import Queue, QueueMember, Ticket
from .permissions import HelpdeskPermission as May
from .terms import IN_HAND, OPEN, REOPEN_SPAN, STATE_MEANING, TEXT_LENGTH, UNTAKEN, WAITING
from .terms import TicketState as S

# Conditions: the sentence that says no ----------------------------------------------------------


def has_higher_level(ticket: Ticket) -> str | None:
    if ticket.queue.next_queue_id is None:
        return _now("La coda non ha un livello superiore: passa la richiesta a un'altra coda.")
    return None


def is_recent(ticket: Ticket) -> str | None:
    """Reopened within the days that follow its solution; later, a new ticket is linked."""
    ended = ticket.solved_at or ticket.closed_at
    now = getattr(ticket, "moment", None) or timezone.now()
    if ended and now - ended > REOPEN_SPAN:
        return _now("Sono passati più di %(days)d giorni: apri una nuova richiesta collegata.") % {
            "days": REOPEN_SPAN.days
        }
    return None


# Fields that steps ask for ----------------------------------------------------------------------


def _rich(label, help_text=""):
    return lambda ticket: RichTextField(
        label=label, help_text=help_text, max_length=TEXT_LENGTH, rows=8
    )


def _plain(label, help_text="", *, required=True, most=1000):
    return lambda ticket: forms.CharField(
        label=label, help_text=help_text, max_length=most, required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


def operators(queue: Queue):
    """Who works in a queue today."""
    places = QueueMember.objects.filter(queue=queue, membership__in=working_today())
    return Person.objects.filter(pk__in=places.values("membership__person")).order_by(
        "last_name", "first_name", "pk"
    )


def _operator(ticket: Ticket) -> forms.Field:
    return forms.ModelChoiceField(
        label=_("Assegna a"), queryset=operators(ticket.queue), empty_label=_("Scegli…")
    )


def _queue(ticket: Ticket) -> forms.Field:
    others = Queue.objects.filter(is_active=True).exclude(pk=ticket.queue_id)
    near = Q(owner=ticket.queue.owner_id) | ~Q(key__startswith="province:")
    if ticket.province_id:
        near |= Q(owner=ticket.province_id)
    return forms.ModelChoiceField(
        label=_("Coda"), queryset=others.filter(near), empty_label=_("Scegli…"),
        help_text=_("La richiesta resta la stessa: numero, messaggi e storia passano con lei."),
    )  # fmt: skip


NOTE = Need(
    "note",
    _("Nota per chi la riceve"),
    field=_plain(_("Nota per chi la riceve"), _("Il richiedente non la legge.")),
    is_told=False,
)
REASON = Need(
    "reason",
    _("Motivo"),
    field=_plain(_("Motivo"), _("Il richiedente lo legge: di' anche a chi può rivolgersi.")),
    is_told=False,
)

# Effects: what a step leaves in the record ------------------------------------------------------


def is_taken(ticket: Ticket, moved: Moved):
    """In hand from now on, by who took it."""
    ticket.assignee_id = moved.actor.person_id
    ticket.taken_at = ticket.taken_at or moved.now
    return ("assignee", "taken_at")


def is_unassigned(ticket: Ticket, moved: Moved):
    ticket.assignee = None
    return ("assignee",)


def goes_up(ticket: Ticket, moved: Moved):
    ticket.queue = ticket.queue.next_queue
    ticket.assignee = None
    ticket.escalated_count += 1
    return ("queue", "assignee", "escalated_count")


def waits_no_more(ticket: Ticket, moved: Moved):
    ticket.waits_for = ""
    return ("waits_for",)


def is_solved(ticket: Ticket, moved: Moved):
    ticket.solved_at, ticket.waits_for = moved.now, ""
    return ("solved_at", "waits_for")


def is_closed(ticket: Ticket, moved: Moved):
    ticket.closed_at, ticket.waits_for = moved.now, ""
    ticket.solved_at = ticket.solved_at or moved.now
    return ("closed_at", "solved_at", "waits_for")


def is_ended(ticket: Ticket, moved: Moved):
    """Closed without a solution."""
    ticket.closed_at, ticket.waits_for = moved.now, ""
    return ("closed_at", "waits_for")


def is_open_again(ticket: Ticket, moved: Moved):
    ticket.solved_at = ticket.closed_at = None
    ticket.reopened_count += 1
    return ("solved_at", "closed_at", "reopened_count")


STEPS = (
    Step(
        "route", _("Indirizza"), (S.NEW,), S.ASSIGNED, May.HANDLE, by_system=True,
    ),
    Step(
        "take", _("Prendi in carico"), UNTAKEN, S.TAKEN, May.HANDLE,
        effects=(is_taken,), is_bulk=True, tone="primary",
    ),
    Step(
        "assign", _("Assegna"), (*UNTAKEN, *IN_HAND, *WAITING), S.ASSIGNED, May.HANDLE,
        requires=(Need("assignee", _("Assegna a"), field=_operator, is_told=False),),
        is_bulk=True,
    ),
    Step("start", _("Inizia la lavorazione"), (S.TAKEN,), S.WORKING, May.HANDLE),
    Step(
        "wait_asker", _("Chiedi al richiedente"), (*UNTAKEN, *IN_HAND), S.WAITING_ASKER,
        May.HANDLE,
        requires=(
            Need(
                "text", _("Domanda"), is_told=False,
                field=_rich(_("Che cosa serve sapere"), _("Il tempo si ferma finché risponde.")),
            ),
        ),
    ),
    Step(
        "wait_third", _("In attesa di terzi"), IN_HAND, S.WAITING_THIRD, May.HANDLE,
        requires=("waits_for",),
    ),
    Step(
        "resume", _("Riprendi la lavorazione"), WAITING, S.WORKING, May.HANDLE,
        effects=(waits_no_more,),
    ),
    Step(
        "answer", _("Risposta del richiedente"), (S.WAITING_ASKER,), S.WORKING, May.REPLY,
        effects=(waits_no_more,), by_system=True,
    ),
    Step(
        "hand_over", _("Passa a un'altra coda"), OPEN, S.ASSIGNED, May.HANDLE,
        requires=(Need("queue", _("Coda"), field=_queue, is_told=False), NOTE),
        effects=(is_unassigned, waits_no_more),
    ),
    Step(
        "escalate", _("Inoltra al livello superiore"), (*UNTAKEN, *IN_HAND), S.ESCALATED,
        May.HANDLE, conditions=(has_higher_level,), requires=(NOTE,), effects=(goes_up,),
    ),
    Step(
        "solve", _("Risolvi"), OPEN, S.SOLVED, May.HANDLE,
        requires=(
            Need(
                "solution", _("Soluzione"), is_told=False,
                field=_rich(_("Soluzione"), _("Il richiedente la riceve e può confermarla.")),
            ),
        ),
        effects=(is_solved,), is_bulk=True,
    ),
    Step(
        "settle", _("Segna come risolta"), OPEN, S.CLOSED, May.ASK, effects=(is_closed,),
        confirm=_("Non serve più risposta: la richiesta si chiude. Puoi riaprirla entro 15 giorni."),
    ),
    Step(
        "confirm", _("Conferma: è risolta"), (S.SOLVED,), S.CLOSED, May.ASK,
        effects=(is_closed,), tone="primary",
    ),
    Step(
        "close_silent", _("Chiusa dopo la soluzione"), (S.SOLVED,), S.CLOSED, May.HANDLE,
        effects=(is_closed,), by_system=True,
    ),
    Step(
        "close_unanswered", _("Chiuso per mancata risposta"), (S.WAITING_ASKER,), S.CLOSED,
        May.HANDLE, effects=(is_ended,), by_system=True,
    ),
    Step(
        "reopen", _("Riapri"), (S.SOLVED, S.CLOSED), S.REOPENED, May.REPLY,
        conditions=(is_recent,), effects=(is_open_again,),
        requires=(
            Need("text", _("Perché"), is_told=False, field=_rich(_("Che cosa non va ancora"))),
        ),
    ),
    Step(
        "cancel", _("Annulla la richiesta"), OPEN, S.CANCELLED, May.ASK, effects=(is_ended,),
        confirm=_("La richiesta si chiude senza risposta. Resta fra le tue, con la sua storia."),
        tone="danger",
    ),
    Step(
        "reject", _("Non pertinente"), (*UNTAKEN, *IN_HAND), S.NOT_PERTINENT, May.HANDLE,
        requires=(REASON,), effects=(is_ended,), tone="danger",
    ),
    Step(
        "merge", _("Unisci come duplicato"), OPEN, S.DUPLICATE, May.HANDLE,
        requires=(
            Need("other", _("Richiesta da tenere"), is_told=False,
                 field=lambda ticket: forms.CharField(
                     label=_("Numero della richiesta da tenere"), max_length=16,
                     help_text=_("Per esempio HD-2026-000123. Chi ha aperto questa sarà avvisato."),
                 )),
        ),
        effects=(is_ended,),
    ),
)  # fmt: skip

TICKET = Workflow("helpdesk.ticket", S, S.NEW, STEPS, meanings=STATE_MEANING)
