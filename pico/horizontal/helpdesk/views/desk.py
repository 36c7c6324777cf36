"""The operators' pages: lists and board, many at once, requests by telephone, canned replies."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import datetime_it, relative_it
from pico.core.ui.lists import COUNT_BOUND, Bulk, Column, Listing, render_list
from pico.core.ui.templatetags.ui import badge
from pico.engines.workflow.actions import move_all

from ..actions import canned as canned_actions
from ..actions.opening import Request, open_ticket
from ..actions.steps import make_step
from ..forms.desk import BulkAssignForm, BulkSolveForm, CannedForm, DeskFilter, PhoneForm
from ..models import CannedReply, Ticket
from ..permissions import HelpdeskPermission as May
from ..queries import canned as canned_queries
from ..queries import desk as queries
from ..terms import Channel
from .tickets import state_badge

BOTH = require_http_methods(["GET", "POST"])
PAGES = {
    "queue": (gettext_lazy("Coda"), queries.desk_tickets),
    "assigned": (gettext_lazy("Assegnate a me"), queries.assigned_to),
    "due": (gettext_lazy("In scadenza"), queries.due_soon),
    "unassigned": (gettext_lazy("Non assegnate"), queries.unassigned),
}
COUNTED = {"queue": "queue", "assigned": "mine", "due": "due", "unassigned": "unassigned"}
PHASE_LABELS = {
    "take": gettext_lazy("Da prendere in carico"),
    "work": gettext_lazy("In lavorazione"),
    "wait": gettext_lazy("In attesa"),
    "solved": gettext_lazy("Risolte da una settimana"),
}


def priority_badge(ticket: Ticket):
    return badge(ticket.get_priority_display(), ticket.priority_meaning)


def asked_by(ticket: Ticket):
    return format_html(
        '<span>{}<br><span class="pico-line-why">{}</span></span>',
        ticket.asker_said,
        ticket.ente_said,
    )


def headed(ticket: Ticket):
    """The subject with its number and its age beneath."""
    new = format_html(' <span class="pico-new">{}</span>', _("novità")) if ticket.is_unread else ""
    return format_html(
        '{}{} <span class="pico-hd-number">{} · {}</span>',
        ticket.subject, new, ticket.number, relative_it(ticket.opened_at),
    )  # fmt: skip


def held_by(ticket: Ticket):
    """Who has it in hand, and in which queue."""
    who = ticket.assignee or _("nessuno")
    return format_html(
        '<span>{}<br><span class="pico-line-why">{}</span></span>', who, ticket.queue.name
    )


def due_words(ticket: Ticket) -> str:
    return datetime_it(ticket.solution_due_at) if ticket.solution_due_at else ""


COLUMNS = (
    Column("numero", gettext_lazy("Numero"), "number"),
    Column("oggetto", gettext_lazy("Oggetto"), "subject"),
    Column("priorita", gettext_lazy("Priorità"), priority_badge, sort="priority_rank",
           export="get_priority_display"),
    Column("stato", gettext_lazy("Stato"), state_badge, sort="state", export="get_state_display"),
    Column("richiedente", gettext_lazy("Richiedente"), asked_by,
           export=lambda ticket: ticket.ente_said),
    Column("coda", gettext_lazy("Coda"), "queue.name", sort="queue__name"),
    Column("assegnatario", gettext_lazy("Assegnatario"), "assignee"),
    Column("aperta", gettext_lazy("Aperta"), "opened_at", sort="opened_at"),
    Column("termine", gettext_lazy("Termine"), due_words, sort="solution_due_at",
           export="solution_due_at"),
)  # fmt: skip
# On the screen number and age stand under the subject, the queue under who has it.
SHOWN = (
    Column("oggetto", gettext_lazy("Oggetto"), headed, link=Ticket.get_absolute_url,
           sort="opened_at"),
    *(column for column in COLUMNS if column.key in ("priorita", "stato", "richiedente")),
    Column("in-mano", gettext_lazy("In mano a"), held_by, sort="queue__name"),
    *(column for column in COLUMNS if column.key == "termine"),
)  # fmt: skip


@require_safe
def desk(request, page):
    """One of the four lists, as a table or as a board (`?vista=bacheca`)."""
    actor, now = request.actor, timezone.now()
    actor.require(May.SEE_DESK)
    title, find = PAGES[page]
    rows = find(actor, now) if page == "due" else find(actor)
    filters = DeskFilter(request.GET, actor=actor)
    is_board = request.GET.get("vista") == "bacheca"
    context = {
        "tabs": _tabs(request, page, queries.counts(actor, now)),
        "is_board": is_board,
        "crumbs": [(_("Assistenza"), reverse("helpdesk:home")), (title, "")],
    }
    if is_board:
        return _board(request, rows, filters, title, context, now)
    return render_list(
        request,
        queryset=rows,
        columns=COLUMNS if request.GET.get("formato") else SHOWN,
        title=title,
        filter_form=filters,
        template="helpdesk/desk/list.html",
        context=context,
        bulk=_bulks(),
        count_bound=COUNT_BOUND,
        empty_title=_("Qui non c'è nulla da fare"),
        empty_text=_("Le nuove richieste compaiono da sole: ricevi anche un avviso."),
    )


def _tabs(request, page: str, counts: dict) -> list[dict]:
    view = "?vista=bacheca" if request.GET.get("vista") == "bacheca" else ""
    return [
        {
            "label": label,
            "url": f"{reverse(f'helpdesk:{name}')}{view}",
            "active": name == page,
            "count": counts[COUNTED[name]],
        }
        for name, (label, _find) in PAGES.items()
    ]


def _bulks() -> tuple[Bulk, ...]:
    return (
        Bulk(_("Prendi in carico"), reverse("helpdesk:bulk", args=["take"])),
        Bulk(_("Assegna…"), reverse("helpdesk:bulk", args=["assign"])),
        Bulk(_("Risolvi…"), reverse("helpdesk:bulk", args=["solve"])),
    )


def _board(request, rows, filters, title, context, now):
    """By phase; the state filter does not apply: the columns are states."""
    filters.chosen.pop("state", None)
    filters.fields.pop("state")
    chosen = filters.chosen
    narrowed = rows.filter(**{filters.lookups[key]: chosen[key] for key in chosen if key != "q"})
    phases = [
        {"label": PHASE_LABELS[phase], "count": count, "tickets": found}
        for phase, (count, found) in queries.board(narrowed, now).items()
    ]
    listing = Listing(request, [], (), filters)
    return render(
        request,
        "helpdesk/desk/board.html",
        {"title": title, "phases": phases, "listing": listing, **context},
    )


# Many at once ------------------------------------------------------------------------------------

BULK = {
    "take": (gettext_lazy("Prendi in carico"), None),
    "assign": (gettext_lazy("Assegna"), BulkAssignForm),
    "solve": (gettext_lazy("Risolvi"), BulkSolveForm),
}


@require_POST
def bulk(request, name):
    """Make a step on the chosen tickets: at once, or after asking what it needs."""
    request.actor.require(May.SEE_DESK)
    if name not in BULK:
        raise Http404
    tickets = queries.chosen(request.POST.getlist("scelti"), request.actor)
    back = _back(request)
    if not tickets:
        messages.warning(request, _("Scegli almeno una richiesta."))
        return redirect(back)
    label, form_class = BULK[name]
    fields: dict = {}
    if form_class:
        form = _bulk_form(form_class, request, tickets)
        if "conferma" not in request.POST or not form.is_valid():
            return _bulk_page(request, name, label, tickets, form, back)
        fields = form.cleaned_data
    done = move_all(
        records=tickets, name=name, actor=request.actor, now=timezone.now(), act=make_step, **fields
    )
    _tell_bulk(request, done)
    return redirect(back)


def _bulk_form(form_class, request, tickets):
    data = request.POST if "conferma" in request.POST else None
    if form_class is BulkAssignForm:
        return form_class(data, tickets=tickets)
    return form_class(data)


def _bulk_page(request, name, label, tickets, form, back):
    return render(
        request,
        "helpdesk/desk/bulk.html",
        {
            "title": label,
            "form": form,
            "tickets": tickets,
            "back": back,
            "cancel_url": back,
            "submit_label": label,
            "crumbs": [
                (_("Assistenza"), reverse("helpdesk:home")),
                (_("Coda"), reverse("helpdesk:queue")),
                (label, ""),
            ],
        },
        status=422 if form.errors else 200,
    )


def _back(request) -> str:
    """Where the list was: an address of ours, nothing else."""
    asked = request.POST.get("next", "")
    is_ours = asked.startswith("/") and not asked.startswith(("//", "/\\"))
    return asked if is_ours else reverse("helpdesk:queue")


def _tell_bulk(request, done) -> None:
    if done.moved:
        messages.success(request, _("Fatto per %(n)d richieste.") % {"n": len(done.moved)})
    for ticket, reason in done.refused[:5]:
        messages.warning(request, f"{ticket.number}: {reason}")


# By telephone ------------------------------------------------------------------------------------


@BOTH
def phone(request):
    """«Apri per chi ha chiamato»."""
    actor = request.actor
    actor.require(May.SEE_DESK)
    form = PhoneForm(request.POST or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        asked = dict(form.cleaned_data)
        caller = asked.pop("caller")
        try:
            made = open_ticket(
                request=Request(**asked, channel=Channel.PHONE),
                on_behalf_of=caller, space=request.space, actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Richiesta %(number)s aperta.") % {"number": made.number})
            return redirect(made if _sees(made, actor) else "helpdesk:queue")
    return render(
        request,
        "ui/page_form.html",
        {
            "title": _("Apri per chi ha chiamato"),
            "form": form,
            "submit_label": _("Apri la richiesta"),
            "cancel_url": reverse("helpdesk:queue"),
            "lead": _(
                "Chi ha chiamato riceve il numero e segue la richiesta come se l'avesse aperta."
            ),
            "crumbs": [
                (_("Assistenza"), reverse("helpdesk:home")),
                (_("Coda"), reverse("helpdesk:queue")),
                (_("Apri per chi ha chiamato"), ""),
            ],
        },
        status=422 if form.errors else 200,
    )


def _sees(ticket: Ticket, actor) -> bool:
    return actor.can(May.OBSERVE, ticket)


@require_safe
def callers(request):
    """Persons for the picker: those who may be written for."""
    request.actor.require(May.SEE_DESK)
    text = request.GET.get("q", "").strip()[:60]
    rows = queries.callers(request.actor)
    found = queries.search_callers(rows, text)[:8] if len(text) > 1 else ()
    return JsonResponse(
        [{"id": one.pk, "label": queries.caller_label(one), "detail": one.office} for one in found],
        safe=False,
    )


# Canned replies ----------------------------------------------------------------------------------


@require_safe
def canned_list(request):
    """«Risposte predefinite»."""
    request.actor.require(May.SEE_DESK)
    return render_list(
        request,
        queryset=canned_queries.canned_replies(request.actor),
        columns=(
            Column("titolo", _("Titolo"), "title", sort="title",
                   link=lambda row: reverse("helpdesk:canned-change", args=[row.pk])),
            Column("coda", _("Coda"), lambda row: row.queue.name if row.queue else _("Tutte")),
            Column("ente", _("Ente"), "owner.name"),
        ),
        title=_("Risposte predefinite"),
        template="helpdesk/desk/canned.html",
        empty_title=_("Nessuna risposta predefinita"),
        empty_text=_("Scrivi una volta ciò che rispondi ogni giorno."),
        context={
            "crumbs": [
                (_("Assistenza"), reverse("helpdesk:home")),
                (_("Risposte predefinite"), ""),
            ]
        },
    )  # fmt: skip


@BOTH
def canned(request, pk=None):
    """Write or change one."""
    request.actor.require(May.SEE_DESK)
    found = canned_queries.canned_reply(pk, request.actor) if pk else None
    form = CannedForm(
        request.POST or None, instance=found or CannedReply(), actor=request.actor,
        initial={"text": found.text} if found else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        fresh = canned_queries.canned_reply(pk, request.actor) if pk else None
        canned_actions.save_canned(
            canned=fresh, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Risposta predefinita salvata."))
        return redirect("helpdesk:canned")
    title = _("Risposta predefinita")
    return render(
        request,
        "helpdesk/desk/canned_form.html",
        {
            "title": title,
            "form": form,
            "found": found,
            "submit_label": _("Salva"),
            "cancel_url": reverse("helpdesk:canned"),
            "crumbs": [
                (_("Assistenza"), reverse("helpdesk:home")),
                (_("Risposte predefinite"), reverse("helpdesk:canned")),
                (title, ""),
            ],
        },
        status=422 if form.errors else 200,
    )


@require_POST
def canned_delete(request, pk):
    found = canned_queries.canned_reply(pk, request.actor)
    canned_actions.delete_canned(canned=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Risposta predefinita tolta."))
    return redirect("helpdesk:canned")
