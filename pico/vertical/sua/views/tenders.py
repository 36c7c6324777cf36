"""Tenders: the list, the board, a new one, the tabs of one, its steps, its file as PDF and ZIP."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.ui.lists import COUNT_BOUND, Column, render_list

from ..actions.tenders import opening
from ..actions.tenders.telling import add_note
from ..forms.tender_parts import NoteForm
from ..forms.tenders import (
    NewTenderForm,
    TendersFilter,
)
from ..models import Tender
from ..permissions import TenderPermission as May
from ..queries import dues as due_queries
from ..queries import tenders as queries
from ..queries.campaigns.campaigns import visible_campaigns
from ..queries.notice_law import warnings_of
from ..queries.tender_terms import terms_of_tender
from ..queries.vacancies import vacancies_of, why_vacant
from ..rules.tenders import card_chain, required_kinds
from ..terms.procurement import ContractKind
from ..terms.rup import SECTORS
from ..terms.tenders import (
    AFTER_AWARD,
    COMMISSION,
    DocumentKind,
    HandOverState,
    Phase,
    TenderKind,
    TenderState,
    Visibility,
)
from .shared import BOTH, form_page, nothing_for, numbered, section, state_badge

crumbs = section(gettext_lazy("Gare"), "sua:tenders")
EVENTS_SHOWN = 200
DOCUMENTS_SHOWN = 100
FORM = "sua/tenders/form.html"


# Lists --------------------------------------------------------------------------------------------


def titled(tender: Tender):
    return numbered(tender.subject, tender.number)


def whose(tender: Tender) -> str:
    """The ente that delegated a tender; of an aggregated one, how many take part."""
    if tender.kind == TenderKind.AGGREGATED:
        return _("%(n)d enti") % {"n": tender.bodies_count}
    return str(tender.holder or "")


COLUMNS = (
    Column(
        "oggetto", gettext_lazy("Oggetto"), titled, sort="subject", link=Tender.get_absolute_url,
        export="subject",
    ),
    Column("numero", gettext_lazy("Numero"), lambda one: "", sort="number", export="number"),
    Column("ente", gettext_lazy("Ente"), whose, sort="holder__name"),
    Column("procedura", gettext_lazy("Procedura"), "get_procedure_display", sort="procedure"),
    Column("valore", gettext_lazy("Valore stimato"), "total", sort="total", kind="money"),
    Column("lotti", gettext_lazy("Lotti"), "lots_count", kind="number"),
    Column(
        "stato", gettext_lazy("Stato"), state_badge, sort="state", export="get_state_display"
    ),
    Column("offerte", gettext_lazy("Scadenza offerte"), "bids_due_at", sort="bids_due_at", kind="date"),
    Column("istruttore", gettext_lazy("Istruttore"), "officer", sort="officer__last_name"),
    Column("aperta", gettext_lazy("Aperta il"), "opened_at", sort="opened_at", kind="date"),
)  # fmt: skip
# The number stands beside the object on the page; a file has a column of its own.
SHOWN = tuple(
    column
    for column in COLUMNS
    if column.key not in ("numero", "procedura", "lotti", "istruttore", "aperta")
)


def _tabs(request, active: str) -> list[dict]:
    query = request.GET.copy()
    for name in ("pagina", "formato", "ordina"):
        query.pop(name, None)
    tail = f"?{query.urlencode()}" if query else ""
    return [
        {"label": _("Elenco"), "url": reverse("sua:tenders") + tail, "active": active == "list"},
        {"label": _("Per fase"), "url": reverse("sua:tenders-board") + tail, "active": active == "board"},
    ]  # fmt: skip


@require_safe
def listed(request):
    """«Gare»: those of one's SUA, or those in which one's ente takes part."""
    actor = request.actor
    actor.require(May.LIST)
    return render_list(
        request,
        queryset=queries.visible_tenders(actor).order_by("-opened_at", "-pk"),
        columns=COLUMNS if request.GET.get("formato") else SHOWN,
        filter_form=TendersFilter(request.GET, actor=actor),
        title=_("Gare"),
        template="sua/tenders/list.html",
        empty_title=_("Nessuna gara"),
        empty_text=nothing_for(
            actor, _("Le gare nascono da una richiesta accolta, da una campagna, o si aprono qui.")
        ),
        count_bound=COUNT_BOUND,
        context={
            "may_open": actor.can(May.OPEN),
            "tabs": _tabs(request, "list"),
            "crumbs": crumbs(),
        },
    )


@require_safe
def board(request):
    """The same tenders by phase, the soonest bids first."""
    actor = request.actor
    actor.require(May.LIST)
    form = TendersFilter(request.GET, actor=actor)
    rows = form.narrow(queries.visible_tenders(actor))
    columns = queries.board(rows)
    return render(
        request,
        "sua/tenders/board.html",
        {
            "title": _("Gare per fase"),
            "columns": columns,
            "nothing": "" if any(one["count"] for one in columns) else nothing_for(actor, ""),
            "form": form,
            "may_open": actor.can(May.OPEN),
            "tabs": _tabs(request, "board"),
            "crumbs": crumbs((_("Per fase"), "")),
        },
    )


@BOTH
def new(request):
    """A tender opened by the SUA itself."""
    actor = request.actor
    actor.require(May.OPEN)
    sua = queries.sua_of(actor)
    form = NewTenderForm(request.POST or None, sua=sua)

    def act():
        return opening.open_tender(
            sua=sua, officer=request.user, actor=actor, now=timezone.now(), **form.given()
        )

    title = _("Nuova gara")
    return form_page(
        request, form, act=act, said=_("Gara aperta."), template=FORM, title=title,
        submit_label=_("Apri la gara"), cancel_url=reverse("sua:tenders"),
        crumbs=crumbs((title, "")),
    )  # fmt: skip


def tender_form(request, tender: Tender, form, *, act, said, tab, title, leads_on=False, **context):
    """A form about a tender: back to a tab of it, or with `leads_on` to the address that `act` gives."""
    back = reverse(f"sua:{tab}", args=[tender.number])
    return form_page(
        request, form, act=act, said=said, back=None if leads_on else back, template=FORM,
        title=title, cancel_url=back, crumbs=crumbs(*way(tender), (title, "")), **context,
    )  # fmt: skip


# One tender ---------------------------------------------------------------------------------------

TABS = (
    ("tender", gettext_lazy("Quadro")),
    ("tender-lots", gettext_lazy("Lotti")),
    ("tender-persons", gettext_lazy("Persone")),
    ("tender-documents", gettext_lazy("Documenti")),
    ("tender-questions", gettext_lazy("Chiarimenti")),
    ("tender-terms", gettext_lazy("Scadenze")),
    ("tender-enti", gettext_lazy("Enti")),
    ("tender-hand-overs", gettext_lazy("Consegne")),
    ("tender-story", gettext_lazy("Storia")),
)


def draw(request, tender: Tender, active: str, template: str, **context):
    """Draw a tab of a tender inside its record."""
    actor = request.actor
    hidden = set() if tender.state in AFTER_AWARD else {"tender-hand-overs"}
    hidden |= set() if tender.kind == TenderKind.AGGREGATED else {"tender-enti"}
    shown = [one for one in TABS if one[0] not in hidden]
    terms = context.pop("terms", None)
    terms = list(terms_of_tender(tender)) if terms is None else terms
    open_ones = [one for one in terms if one.is_open and one.due_on]
    return render(
        request,
        f"sua/tenders/{template}.html",
        {
            "title": tender.subject,
            "number": tender.number,
            "tender": tender,
            "tabs": [
                {"label": label, "url": reverse(f"sua:{name}", args=[tender.number]), "active": name == active}
                for name, label in shown
            ],
            "turn": turn_of(tender),
            "next_term": min((one.due_on for one in open_ones), default=None),
            "terms": terms,
            "vacancies": [(one, why_vacant(one)) for one in vacancies_of(tender)],
            "rup_search_url": _rup_search(tender),
            "may_run": actor.can(May.RUN, tender),
            "may_help": actor.can(May.HELP, tender),
            "crumbs": crumbs((tender.number, tender.get_absolute_url()), (dict(TABS)[active], "")),
            **context,
        },
    )  # fmt: skip


def _rup_search(tender: Tender) -> str:
    """Who could be RUP of the tender: the search, with its data."""
    asked = {
        "settore": SECTORS[ContractKind(tender.contract_kind)], "importo": tender.total,
        "ente": tender.holder_id or tender.sua_id,
    }  # fmt: skip
    return f"{reverse('sua:rup-compatible')}?{urlencode(asked)}"


def turn_of(tender: Tender) -> str:
    """Who moves next, in words; nobody once it is over."""
    if tender.is_over or tender.state == TenderState.SUSPENDED:
        return ""
    if tender.state in (TenderState.SENT, TenderState.CONTRACTED, TenderState.RUNNING):
        return str(tender.holder or tender.sua)
    if tender.state == TenderState.PUBLISHED:
        return _("operatori economici")
    if tender.state == TenderState.EVALUATION and tender.criterion != "LOWEST_PRICE":
        return _("commissione")
    return str(tender.officer or tender.sua)


def way(tender: Tender) -> tuple:
    return ((tender.number, tender.get_absolute_url()),)


@require_safe
def tender(request, number):
    """«Quadro»: the data of a tender, its checklist, where its lots are."""
    found = queries.tender(number, request.actor)
    now = timezone.now()
    kinds = set(found.documents.values_list("kind", flat=True))
    wanted = required_kinds(procedure=found.procedure, contract_kind=found.contract_kind)
    lots = list(found.lots.all())
    is_awarded = True if any(one.outcome == "AWARDED" for one in lots) else None
    dues = due_queries.of_tender(found, request.actor)
    return draw(
        request,
        found,
        "tender",
        "overview",
        lots=lots,
        checklist=[(DocumentKind(kind).label, kind in kinds) for kind in wanted],
        is_before_notice=found.is_before_notice,
        law_warnings=warnings_of(found, timezone.localdate(now)),
        bids_known=found.bids_are_closed(now) or request.actor.can(May.RUN, found),
        cards=list(found.cards.select_related("lot")),
        campaigns=visible_campaigns(request.actor).filter(tender=found),
        dues=dues,
        charges=due_queries.compared_by_ente(found, dues),
        chain=card_chain(
            procedure=found.procedure, is_above_eu=found.is_above_eu, is_awarded=is_awarded
        ),
    )


@require_safe
def lots(request, number):
    found = queries.tender(number, request.actor)
    rows = list(found.lots.prefetch_related("categories", "winners", "shares__ente", "hand_overs"))
    for one in rows:
        one.tender = found
    sees_results = request.actor.can(May.RUN, found)
    return draw(
        request, found, "tender-lots", "lots", lots=rows, sees_results=sees_results,
        bids_known=found.bids_are_closed(timezone.now()) and (sees_results or found.is_awarded),
    )  # fmt: skip


@require_safe
def persons(request, number):
    found = queries.tender(number, request.actor)
    rows = queries.persons_of(found, request.actor)
    is_insider = request.actor.can(May.RUN, found)
    return draw(
        request, found, "tender-persons", "persons", persons=rows, is_insider=is_insider,
        sittings=list(found.sittings.select_related("minutes", "lot").prefetch_related("present"))
        if is_insider or found.is_awarded else [],
        rotation=queries.rotation(found.sua_id)
        if is_insider and found.bids_are_closed(timezone.now()) and not found.is_awarded else [],
        commission=[one for one in rows if one.role in COMMISSION and one.is_active],
    )  # fmt: skip


@require_safe
def documents(request, number):
    found = queries.tender(number, request.actor)
    is_insider = request.actor.can(May.RUN, found)
    rows = queries.in_phases(queries.documents_of(found, request.actor, timezone.now()))
    page = Paginator(rows, DOCUMENTS_SHOWN).get_page(request.GET.get("pagina"))
    phases = [
        {"phase": phase, "documents": [one for one in page if one.phase == phase]}
        for phase in Phase
    ]
    return draw(
        request, found, "tender-documents", "documents", phases=phases, page=page,
        count=page.paginator.count, size=queries.size_of(rows),
        is_insider=is_insider, texts=list(found.texts.select_related("lot", "changed_by")) if is_insider else [],
    )  # fmt: skip


@require_safe
def questions(request, number):
    found = queries.tender(number, request.actor)
    is_insider = request.actor.can(May.RUN, found)
    rows = found.clarifications.select_related("answered_by")
    if not is_insider:
        rows = rows.filter(state="PUBLISHED")
    return draw(
        request, found, "tender-questions", "questions", questions=list(rows),
        is_insider=is_insider,
        may_ask=is_insider and found.state == TenderState.PUBLISHED,
    )  # fmt: skip


@require_safe
def terms(request, number):
    found = queries.tender(number, request.actor)
    return draw(
        request, found, "tender-terms", "terms",
        lots_by_id={str(one.pk): one for one in found.lots.all()},
        may_extend=request.actor.can(May.RUN, found) and found.state == TenderState.PUBLISHED,
    )  # fmt: skip


@require_safe
def hand_overs(request, number):
    found = queries.tender(number, request.actor)
    rows = queries.hand_overs_of(found, request.actor)
    for one in rows:
        one.may_answer = one.state == HandOverState.READY and request.actor.can(May.TAKE_OVER, one)
    returned = {one.lot_id for one in rows if one.state == HandOverState.RETURNED}
    busy = {(one.lot_id, one.ente_id) for one in rows if one.state != HandOverState.RETURNED}
    again = [
        one.lot for one in rows
        if one.state == HandOverState.RETURNED and (one.lot_id, one.ente_id) not in busy
    ]  # fmt: skip
    return draw(
        request, found, "tender-hand-overs", "hand_overs", hand_overs=rows, returned=returned,
        again={one.pk: one for one in again}.values(),
    )  # fmt: skip


@BOTH
def story(request, number):
    found = queries.tender(number, request.actor)
    may_note = request.actor.can(May.RUN, found)
    form = NoteForm(request.POST or None) if may_note else None
    if request.method == "POST" and form and form.is_valid():
        add_note(tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Annotazione salvata."))
        return redirect("sua:tender-story", found.number)
    events = [
        {
            "at": one.at, "title": one.get_kind_display(), "text": one.words,
            "who": str(one.author or "Pi.Co."), "sign": "it-lock" if one.visibility == Visibility.SUA else "",
        }
        for one in queries.events_of(found, request.actor)[:EVENTS_SHOWN]
    ]  # fmt: skip
    return draw(request, found, "tender-story", "story", events=events, form=form)
