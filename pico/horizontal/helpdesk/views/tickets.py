"""The asker's lists and the page of a ticket, which both sides share."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal
from pico.core.ui.forms import Blank
from pico.core.ui.lists import COUNT_BOUND, Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.engines.workflow.views import step_page

from ..actions import reading, replies, sharing
from ..actions.steps import make_step
from ..forms.asking import MyTicketsFilter, RateForm, ReplyForm, ShareForm
from ..forms.desk import LinkForm, PriorityForm, WriteForm
from ..models import Message, Ticket
from ..permissions import HelpdeskPermission as May
from ..permissions import KnowledgePermission as Knows
from ..queries import canned as canned_queries
from ..queries import tickets as queries
from ..terms import OPEN, TicketState
from ..workflow import is_recent

BOTH = require_http_methods(["GET", "POST"])
RECENT = 5
# A question to the asker is made by what is written; the steps of every day come before the others.
WRITTEN = "wait_asker"
EVERY_DAY = ("take", "assign", "solve", "hand_over", "confirm", "settle", "reopen", "cancel")
SELDOM = ("start", "wait_third", "resume", "escalate", "reject", "merge")


@require_safe
def home(request):
    """«Assistenza»: look for an answer first, ask, follow what was asked."""
    actor = request.actor
    recent = list(queries.my_tickets(actor)[:RECENT]) if actor.is_known else []
    return render(
        request,
        "helpdesk/home.html",
        {
            "title": _("Assistenza"),
            "recent": recent,
            "may_ask": actor.can(May.OPEN),
            "works_here": actor.is_known and actor.can(May.SEE_DESK),
            "crumbs": [(_("Assistenza"), "")],
        },
    )


def state_badge(ticket: Ticket):
    return badge(ticket.get_state_display(), ticket.meaning)


def titled(ticket: Ticket):
    """The subject as lists show it: number beside, a mark for what is new."""
    new = format_html(' <span class="pico-new">{}</span>', _("novità")) if ticket.is_unread else ""
    return format_html(
        '{}{} <span class="pico-hd-number">{}</span>', ticket.subject, new, ticket.number
    )


MINE = (
    Column(
        "oggetto", gettext_lazy("Oggetto"), titled, link=Ticket.get_absolute_url, sort="subject",
        export="subject",
    ),
    Column("stato", gettext_lazy("Stato"), state_badge, sort="state", export="get_state_display"),
    Column("turno", gettext_lazy("Ora tocca a"), lambda ticket: turn_of(ticket)),
    Column("modulo", gettext_lazy("Modulo"), "get_topic_display", sort="topic"),
    Column("aperta", gettext_lazy("Aperta il"), "opened_at", sort="opened_at", kind="date"),
    Column("novita", gettext_lazy("Ultima novità"), "last_at", sort="last_at", kind="date"),
)  # fmt: skip


@require_safe
def mine(request):
    """«Le mie richieste»: one's own and those shared by colleagues."""
    actor = request.actor
    return render_list(
        request,
        queryset=queries.my_tickets(actor),
        columns=MINE,
        title=_("Le mie richieste"),
        filter_form=MyTicketsFilter,
        template="helpdesk/mine.html",
        count_bound=COUNT_BOUND,
        empty_title=_("Non hai ancora chiesto aiuto"),
        empty_text=_("Cerca fra le risposte pronte; se non basta, apri una richiesta."),
        context={
            "may_ask": actor.can(May.OPEN),
            "crumbs": [(_("Assistenza"), reverse("helpdesk:home")), (_("Le mie richieste"), "")],
        },
    )


def turn_of(ticket: Ticket) -> str:
    """Who moves next, in words; nobody once it is closed."""
    if ticket.state == TicketState.WAITING_THIRD:
        return ticket.waits_for
    if ticket.state in (TicketState.WAITING_ASKER, TicketState.SOLVED):
        return ticket.asker_said
    if ticket.state not in OPEN:
        return ""
    if ticket.assignee_id:
        return f"{ticket.assignee} – {ticket.queue.name}"
    return ticket.queue.name


# One ticket --------------------------------------------------------------------------------------


@require_safe
def ticket(request, key):
    """The thread, and what may be done; reading it is marked, an operator's reading logged."""
    found = queries.ticket(key, request.actor)
    is_desk = is_desk_side(request.actor, found)
    answer = draw(request, found, is_desk, _write_form(request, found, is_desk))
    reading.open_thread(ticket=found, is_desk=is_desk, actor=request.actor, now=timezone.now())
    return answer


def is_desk_side(actor, ticket: Ticket) -> bool:
    """The actor reads it as an operator or an observer, not as who asked."""
    return ticket.asker_id != actor.person_id and actor.can(May.OBSERVE, ticket)


def _write_form(request, found: Ticket, is_desk: bool):
    """The form for what this person may write here, if he may."""
    actor = request.actor
    if is_desk and actor.can(May.HANDLE, found):
        chosen = canned_queries.chosen(request.GET.get("predefinita"), actor)
        if not chosen:
            seen = (("seen", found.revision),)
            return Blank(WriteForm, initial=seen, given=(("is_open", found.is_open),))
        initial = {
            "seen": found.revision,
            "text": canned_queries.filled(chosen, found, actor),
            "then": chosen.next_step,
        }
        return WriteForm(initial=initial, is_open=found.is_open)
    if is_desk:  # an observer: notes only
        return Blank(ReplyForm)
    may_write = actor.can(May.REPLY, found)
    return Blank(ReplyForm) if may_write and _takes_words(found) else None


def _takes_words(ticket: Ticket) -> bool:
    """It is open, or what is written would open it again."""
    if ticket.state in (TicketState.SOLVED, TicketState.CLOSED):
        return not is_recent(ticket)
    return ticket.is_open


def draw(request, found: Ticket, is_desk: bool, form, status: int = 200):
    actor = request.actor
    request.menu_entry = list_of(is_desk)
    thread = queries.thread_of(found, is_desk=is_desk)
    files = queries.files_of(found, is_desk=is_desk)
    for one in thread:
        one.is_message = isinstance(one, Message)
        one.attachments = files.get(one.pk, ()) if one.is_message else ()
    handles = is_desk and actor.can(May.HANDLE, found)
    is_mine = actor.can(May.ASK, found)
    return render(
        request,
        "helpdesk/ticket.html",
        {
            "title": found.subject,
            "number": found.number,
            "ticket": found,
            "thread": thread,
            "own_files": files.get(None, ()),
            "form": form,
            "is_desk": is_desk,
            "handles": handles,
            "is_mine": is_mine,
            "turn": _("te") if _is_my_turn(found, actor) else turn_of(found),
            "next_term": found.solution_due_at if found.is_open else None,
            "not_every_day": " ".join((WRITTEN, *SELDOM)),
            "not_seldom": " ".join((WRITTEN, *EVERY_DAY)),
            "related": queries.related_to(found, actor),
            "former": queries.former_queues(found),
            "copies": queries.copies_of(found),
            "may_tell_problem": handles and found.is_open and actor.can(Knows.TELL_PROBLEM),
            "canned": canned_queries.for_queue(found.queue, actor) if handles else (),
            "may_nudge": is_mine and may_nudge(found),
            "may_rate": is_mine and found.state in (TicketState.SOLVED, TicketState.CLOSED),
            "rate_form": RateForm(),
            "crumbs": crumbs_of(found, is_desk),
        },
        status=status,
    )


def _is_my_turn(ticket: Ticket, actor) -> bool:
    if ticket.state in (TicketState.WAITING_ASKER, TicketState.SOLVED):
        return ticket.asker_id == actor.person_id
    return ticket.is_open and not ticket.is_waiting and ticket.assignee_id == actor.person_id


def may_nudge(ticket: Ticket) -> bool:
    now = timezone.now()
    return (
        ticket.is_open
        and ticket.state != TicketState.WAITING_ASKER
        and now >= sharing.nudge_from(ticket)
        and not (ticket.nudged_at and now - ticket.nudged_at < sharing.NUDGE_SPAN)
    )


def list_of(is_desk: bool) -> str:
    """The list that a ticket belongs to, for who reads it."""
    return "helpdesk:queue" if is_desk else "helpdesk:mine"


def crumbs_of(found: Ticket, is_desk: bool) -> list[tuple[str, str]]:
    label = _("Coda") if is_desk else _("Le mie richieste")
    return [
        (_("Assistenza"), reverse("helpdesk:home")),
        (label, reverse(list_of(is_desk))),
        (found.number, ""),
    ]


def step(request, key, name):
    """Make a step of a ticket."""
    found = queries.ticket(key, request.actor)
    is_desk = is_desk_side(request.actor, found)
    request.menu_entry = list_of(is_desk)
    way = crumbs_of(found, is_desk)
    crumbs = (*way[:-1], (found.number, found.get_absolute_url()))
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=make_step, crumbs=crumbs
    )


@require_POST
def write(request, key):
    """A reply or, by an operator, a note; then what he chose to follow."""
    found = queries.ticket(key, request.actor)
    actor, now = request.actor, timezone.now()
    is_desk = is_desk_side(actor, found)
    if is_desk and actor.can(May.HANDLE, found):
        form = WriteForm(request.POST, request.FILES, is_open=found.is_open)
    else:
        form = ReplyForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            said = _written(found, form.cleaned_data, request, actor, now)
        except Refusal as refusal:
            form.add_error("files" if "file" in refusal.code else None, refusal.message)
        else:
            messages.success(request, said)
            return redirect(found)
    found.refresh_from_db()
    return draw(request, found, is_desk, form, status=422)


def _written(found: Ticket, cleaned: dict, request, actor, now) -> str:
    text, files = cleaned["text"], cleaned["files"]
    is_note = request.POST.get("come") == "nota" or not actor.can(May.REPLY, found)
    if is_note:
        replies.write_note(ticket=found, text=text, files=files, actor=actor, now=now)
        return _("Nota interna salvata: la leggono solo gli operatori.")
    then, seen = cleaned.get("then"), cleaned.get("seen")
    if then == "solve":
        make_step(record=found, name="solve", actor=actor, now=now, seen=seen, solution=text)
        return _("Richiesta risolta: la soluzione è partita.")
    if then == "wait_asker":
        make_step(record=found, name="wait_asker", actor=actor, now=now, seen=seen, text=text)
        return _("Domanda inviata: ora tocca al richiedente.")
    replies.reply(ticket=found, text=text, files=files, seen=seen, actor=actor, now=now)
    return _("Messaggio inviato.")


@require_safe
def file(request, key, pk):
    """An attachment, for who sees the ticket on this side of it."""
    found = queries.ticket(key, request.actor)
    row = queries.file_of(found, pk, is_desk=is_desk_side(request.actor, found))
    return send_version(request, row.file.current)


# Around it ---------------------------------------------------------------------------------------


def _form_page(
    request, found: Ticket, form, title: str, submit: str, template: str = "ui/page_form.html"
):
    return render(
        request,
        template,
        {
            "title": title, "form": form, "submit_label": submit,
            "cancel_url": found.get_absolute_url(),
            "crumbs": [
                (_("Assistenza"), reverse("helpdesk:home")),
                (found.number, found.get_absolute_url()),
                (title, ""),
            ],
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _done(request, found: Ticket, form, act, said: str):
    """Act with what the form says; True when it went well, the refusal at the form otherwise."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act(ticket=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    messages.success(request, said)
    return True


@BOTH
def share(request, key):
    """Which colleagues see it: its asker's choice."""
    found = queries.ticket(key, request.actor)
    request.actor.require(May.ASK, found)
    form = ShareForm(request.POST or None, ticket=found)
    if _done(request, found, form, sharing.share, _("Aggiornato chi vede la richiesta.")):
        return redirect("helpdesk:share", key) if "altro" in request.POST else redirect(found)
    return _form_page(
        request, found, form, _("Chi vede la richiesta"), _("Salva"),
        template="helpdesk/share.html",
    )  # fmt: skip


@require_safe
def colleagues(request):
    """Persons for the picker of copies: who works where one works."""
    request.actor.require(May.OPEN)
    text = request.GET.get("q", "").strip()[:60]
    rows = queries.colleagues_anywhere(request.actor)
    found = queries.search_people(rows, text)[:8] if len(text) > 1 else ()
    return JsonResponse(
        [{"id": one.pk, "label": str(one), "detail": ""} for one in found], safe=False
    )


@BOTH
def priority(request, key):
    """Another priority than the matrix, with the reason."""
    found = queries.ticket(key, request.actor)
    request.actor.require(May.HANDLE, found)
    form = PriorityForm(request.POST or None, initial={"priority": found.priority})
    if _done(request, found, form, sharing.change_priority, _("Priorità cambiata.")):
        return redirect(found)
    return _form_page(request, found, form, _("Cambia la priorità"), _("Salva"))


@BOTH
def link(request, key):
    """Two tickets that hang together."""
    found = queries.ticket(key, request.actor)
    request.actor.require(May.HANDLE, found)
    form = LinkForm(request.POST or None, actor=request.actor)
    if _done(request, found, form, sharing.link, _("Richieste collegate.")):
        return redirect(found)
    return _form_page(request, found, form, _("Collega a un'altra richiesta"), _("Collega"))


@require_POST
def rate(request, key):
    found = queries.ticket(key, request.actor)
    form = RateForm(request.POST)
    if not _done(request, found, form, sharing.rate, _("Grazie: ci aiuta a migliorare.")):
        messages.error(request, _("Scegli un voto da 1 a 5."))
    return redirect(found)


@require_POST
def nudge(request, key):
    found = queries.ticket(key, request.actor)
    sharing.nudge(ticket=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Sollecito inviato a chi risponde del gruppo."))
    return redirect(found)
