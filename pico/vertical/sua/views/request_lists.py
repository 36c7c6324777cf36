"""Requests of tenders: the list of an ente, the desk and the board of a SUA."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.ui.formats import date_it
from pico.core.ui.lists import Bulk, Column, Listing, render_list
from pico.core.ui.templatetags.ui import term
from pico.engines.workflow.actions import move_all

from ..actions.requests.steps import make_step
from ..forms.requests import DeskFilter, OwnFilter
from ..models import TenderRequest
from ..permissions import SuaPermission as May
from ..permissions import works_for_the_sua
from ..queries import agreements
from ..queries import requests as queries
from ..terms.requests import OPEN, RequestState
from .shared import numbered, section, state_badge

BOARD = "bacheca"


crumbs = section(gettext_lazy("Richieste"), "sua:requests")


def titled(request: TenderRequest):
    return numbered(request.title, request.number or _("bozza"))


def titled_of(request: TenderRequest):
    """As the SUA reads it: with its number and whose it is."""
    return numbered(request.title, f"{request.number} · {request.ente}")


def legal_term(request: TenderRequest):
    """The day of the law while it runs."""
    return term(request.legal_due_on) if request.legal_due_on and request.is_unanswered else ""


NUMBER = Column("numero", gettext_lazy("Numero"), "number", sort="number")


TITLE = Column(
    "oggetto", gettext_lazy("Oggetto"), titled, link=TenderRequest.get_absolute_url, sort="title",
    export="title",
)  # fmt: skip


STATE = Column(
    "stato", gettext_lazy("Stato"), state_badge, sort="state", export="get_state_display"
)


VALUE = Column(
    "valore", gettext_lazy("Valore stimato"), "estimated_value", sort="estimated_value",
    kind="money",
)  # fmt: skip


DUE = Column(
    "risposta", gettext_lazy("Risposta entro"), legal_term, sort="legal_due_on",
    export="legal_due_on",
)  # fmt: skip


OWN = (
    TITLE,
    STATE,
    VALUE,
    Column("completezza", gettext_lazy("Completezza"), lambda one: f"{one.completeness} %",
           sort="completeness", export="completeness"),
    DUE,
    Column("novita", gettext_lazy("Ultima modifica"), lambda one: date_it(one.changed_at),
           sort="changed_at", export="changed_at"),
)  # fmt: skip


ASKER = Column("ente", gettext_lazy("Ente"), "ente", sort="ente__name")


OFFICER = Column(
    "istruttore", gettext_lazy("Istruttore"), lambda one: one.officer or _("nessuno"),
    sort="officer__last_name",
)  # fmt: skip


SENT = Column(
    "inviata", gettext_lazy("Inviata il"), lambda one: date_it(one.sent_at), sort="sent_at",
    export="sent_at",
)  # fmt: skip


DESK = (
    Column(
        "oggetto", gettext_lazy("Oggetto"), titled_of, link=TenderRequest.get_absolute_url,
        sort="title",
    ),
    STATE, VALUE, OFFICER, DUE, SENT,
)  # fmt: skip


EXPORTED = (
    NUMBER,
    TITLE,
    ASKER,
    STATE,
    VALUE,
    OFFICER,
    DUE,
    SENT,
    Column("tipo", gettext_lazy("Tipo di appalto"), "get_kind_display"),
    Column("codice_tipo", gettext_lazy("Codice del tipo"), "kind"),
    Column("procedura", gettext_lazy("Procedura proposta"), "get_procedure_display"),
    Column("codice_stato", gettext_lazy("Codice dello stato"), "state"),
    Column("protocollo", gettext_lazy("Protocollo"), "protocol"),
    Column("obiettivo", gettext_lazy("Obiettivo interno"), "target_due_on"),
    Column("avvio", gettext_lazy("Mese di avvio"), "slot"),
)


@require_safe
def listed(request):
    """An ente's own requests; for a SUA, those that came, as a table or as a board."""
    actor = request.actor
    actor.require(May.SEE_REQUESTS)
    if actor.can(May.SEE_BOARD):
        return _desk(request)
    return render_list(
        request,
        queryset=queries.own_requests(actor),
        columns=OWN,
        title=_("Le mie richieste"),
        filter_form=OwnFilter,
        template="sua/requests/list.html",
        empty_title=_("Nessuna richiesta di gara"),
        empty_text=_(
            "Comincia una richiesta: in una ventina di minuti la SUA ha quello che serve."
        ),
        context={
            "may_begin": actor.can(May.BEGIN_REQUEST),
            "has_agreement": agreements.in_force(
                actor.ente_id, request.space.ente_id, timezone.localdate()
            ),
            "crumbs": crumbs(),
        },
    )


def _desk(request):
    actor = request.actor
    rows = queries.received_requests(actor)
    filters = DeskFilter(request.GET, actor=actor)
    is_board = request.GET.get("vista") == BOARD
    context = {
        "is_board": is_board,
        "loads": queries.loads(actor, timezone.localdate()),
        "crumbs": crumbs(),
    }
    if is_board:
        return _board(request, rows, filters, context)
    return render_list(
        request,
        queryset=rows,
        columns=EXPORTED if request.GET.get("formato") else DESK,
        title=_("Richieste ricevute"),
        filter_form=filters,
        template="sua/requests/desk.html",
        context=context,
        bulk=(Bulk(_("Prendi in carico"), reverse("sua:requests-take")),)
        if works_for_the_sua(actor, None)
        else (),
        empty_title=_("Nessuna richiesta"),
        empty_text=_("Qui arrivano le richieste degli enti convenzionati, con un avviso."),
    )


def _board(request, rows, filters, context):
    """By state; the filter of the state does not apply: the columns are states."""
    filters.chosen.pop("state", None)
    filters.fields.pop("state")
    states = (*OPEN, RequestState.ACCEPTED, RequestState.ACCEPTED_BY_SILENCE)
    columns = [
        {"label": RequestState(state).label, "count": count, "requests": found}
        for state, (count, found) in queries.board(filters.narrow(rows), states).items()
    ]
    return render(
        request,
        "sua/requests/board.html",
        {
            "title": _("Bacheca delle richieste"),
            "columns": columns,
            "listing": Listing(request, [], (), filters),
            **context,
        },
    )


@require_POST
def take_many(request):
    """Take the chosen ones in charge; each refusal is told."""
    keys = [key for key in request.POST.getlist("scelti") if key.isdigit()]
    rows = queries.received_requests(request.actor).filter(pk__in=keys)
    done = move_all(
        records=rows, name="take", actor=request.actor, now=timezone.now(), act=make_step
    )
    if done.moved:
        messages.success(request, _("Prese in carico: %(n)d.") % {"n": len(done.moved)})
    for one, why in done.refused:
        messages.warning(request, f"{one}: {why}")
    return redirect("sua:requests")
