"""Requests: lists and board, the guided draft, the record with its tabs, steps, receipt."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList
from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import date_it
from pico.core.ui.lists import Bulk, Column, Listing, render_list
from pico.core.ui.templatetags.ui import Step, badge, term
from pico.engines.deadlines.queries.terms import in_order, terms_of
from pico.engines.questionnaires.documents.printing import drawn
from pico.engines.workflow.actions import move_all
from pico.engines.workflow.views import step_page

from ..actions.requests.drafting import add_file, begin_request, remove_file, save_part
from ..actions.requests.steps import make_step
from ..forms.requests import PARTS, TABLES, BeginForm, DeskFilter, FileForm, OwnFilter
from ..models import TenderRequest
from ..permissions import SuaPermission as May
from ..queries import agreements
from ..queries import requests as queries
from ..queries.qualification import may_ente_award
from ..rules import advisor
from ..terms.procurement import sector_of
from ..terms.requests import OPEN, AttachmentKind, Part, RequestState
from ..workflow.capacity import calendar_of
from ..workflow.completeness import asked_of, completeness_of, framework_of

BOTH = require_http_methods(["GET", "POST"])
BOARD = "bacheca"
WRITTEN = "propose send"  # the steps that the page of a draft draws by itself


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of requests."""
    return [(_("SUA"), reverse("sua:home")), (_("Richieste"), reverse("sua:requests")), *more]


def state_badge(request: TenderRequest):
    return badge(request.get_state_display(), request.meaning)


def titled(request: TenderRequest):
    number = request.number or _("bozza")
    return format_html('{} <span class="pico-sua-number">{}</span>', request.title, number)


def titled_of(request: TenderRequest):
    """As the SUA reads it: with its number and whose it is."""
    return format_html(
        '{} <span class="pico-sua-number">{} · {}</span>',
        request.title,
        request.number,
        request.ente,
    )


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
            "crumbs": [*crumbs()[:-1], (_("Richieste"), "")],
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
        "crumbs": [*crumbs()[:-1], (_("Richieste"), "")],
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
        bulk=(Bulk(_("Prendi in carico"), reverse("sua:requests-take")),),
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


# The draft ----------------------------------------------------------------------------------------


@BOTH
def begin(request):
    """A new draft; without an agreement, the way to one."""
    actor, sua = request.actor, request.space.ente
    actor.require(May.BEGIN_REQUEST)
    if agreements.in_force(actor.ente_id, sua.pk, timezone.localdate()) is None:
        return redirect("sua:adhesion-new")
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = begin_request(sua=sua, actor=actor, now=timezone.now(), **form.cleaned_data)
        return redirect("sua:request-part", made.pk, Part.SUBJECT)
    return render(
        request,
        "ui/page_form.html",
        {
            "title": _("Nuova richiesta di gara"),
            "lead": _("Bastano l'oggetto e il tipo: la bozza è di tutti i colleghi del tuo ente, e si "
                      "completa quando si vuole."),
            "form": form,
            "submit_label": _("Comincia"),
            "cancel_url": reverse("sua:requests"),
            "crumbs": crumbs((_("Nuova"), "")),
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def _draft(request, pk) -> TenderRequest:
    found = queries.request_for(pk, request.actor)
    request.actor.require(May.WRITE_REQUEST, found)
    if not found.is_draft:
        raise Refusal(
            _("La richiesta è già partita: i dati non si modificano più."), code="not_a_draft"
        )
    return found


@BOTH
def part(request, pk, part):
    """One part of the draft, with the advice beside it."""
    found = _draft(request, pk)
    if part == Part.SUMMARY:
        return _summary(request, found)
    if part == Part.FILES:
        return _files_part(request, found)
    if part not in PARTS:
        raise Http404
    form, tables = _forms(request, found, part)
    if request.method == "POST" and _are_valid(form, tables):
        try:
            save_part(
                request=found, part=part, values=form.values,
                rows={name: table.lines for name, _title, table in tables},
                seen=form.cleaned_data["seen"], actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            _say_saved(request, form)
            return redirect("sua:request-part", pk, _next(request, part))
    failed = bool(form.errors) or any(table.wrong for _name, _title, table in tables)
    return _part_page(
        request, queries.request_for(pk, request.actor), part,
        {"form": form, "tables": tables}, status=422 if failed else 200,
    )  # fmt: skip


def _forms(request, found: TenderRequest, part: str):
    """The form of a part and its tables, with what is written so far."""
    data = request.POST if request.method == "POST" else None
    form = PARTS[part](data, instance=found, initial={"seen": found.saves.get(part, 0)})
    tables = []
    for name, title, kind in TABLES.get(part, ()):
        lines = [_line(one) for one in getattr(found, name).all()]
        tables.append((name, title, kind(data, initial=lines, prefix=name)))
    return form, tables


def _line(row) -> dict:
    return {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.name not in ("id", "request", "number")
    }


def _are_valid(form, tables) -> bool:
    return all([form.is_valid(), *(table.is_valid() for _name, _title, table in tables)])


def _say_saved(request, form) -> None:
    messages.success(request, _("Bozza salvata."))
    for warning in getattr(form, "warnings", ()):
        messages.warning(request, warning)


def _next(request, part: str) -> str:
    """«Salva bozza» stays, «Avanti» goes on."""
    parts = list(Part.values)
    return part if "resta" in request.POST else parts[parts.index(part) + 1]


def _part_page(request, found: TenderRequest, part: str, more: dict, status: int = 200):
    today = timezone.localdate()
    complete = completeness_of(found, today)
    return render(
        request,
        "sua/requests/part.html",
        {
            "title": Part(part).label,
            "record": found,
            "part": part,
            "steps": _steps(found, part, complete),
            "complete": complete,
            "advised_url": reverse("sua:request-advice", args=[found.pk, part]),
            "framework": framework_of(found, today) if part == Part.MONEY else None,
            "crumbs": crumbs((found.title, found.get_absolute_url()), (Part(part).label, "")),
            **_advised(found, today),
            **more,
        },
        status=status,
    )


def _steps(found: TenderRequest, part: str, complete) -> list[Step]:
    done = complete.parts
    return [
        Step(
            one.label, reverse("sua:request-part", args=[found.pk, one.value]),
            "current" if one == part else "done" if done[one] and one != Part.SUMMARY else "todo",
        )
        for one in Part
    ]  # fmt: skip


def _advised(found: TenderRequest, today) -> dict:
    """What the panel of advice shows: today, and on the day of the notice where it differs."""
    case = queries.case_of(found)
    if not case.value:
        return {"advice": None, "estimate": None}
    now = queries.advice(case, today)
    then_on = found.slot or found.needed_on
    then = queries.advice(case, then_on) if then_on and then_on > today else None
    return {
        "advice": now,
        "advice_on": today,
        "changes": advisor.differences(now, then) if now and then else (),
        "changes_on": then_on,
        "estimate": queries.estimate_of(found, today),
        "verdicts": [
            (ente, may_ente_award(ente, sector_of(found.kind), case.value, today))
            for ente in (found.ente, found.sua)
        ],
    }


@BOTH
def advice(request, pk, part):
    """The panel of advice for what is being typed, saved or not."""
    found = _draft(request, pk)
    if request.method == "POST" and part in PARTS:
        form = PARTS[part](request.POST, instance=found)
        form.is_valid()
        for name, value in form.cleaned_data.items():
            if name != "seen":
                setattr(found, name, value)
        found.reckon_value()
    context = {"record": found, **_advised(found, timezone.localdate())}
    return render(request, "sua/requests/_advice.html", context)


def _files_part(request, found: TenderRequest):
    form = FileForm(request.POST or None, request.FILES or None, kinds=asked_kinds(found))
    if request.method == "POST" and _file_added(request, found, form):
        return redirect("sua:request-part", found.pk, Part.FILES)
    return _part_page(
        request, queries.request_for(found.pk, request.actor), Part.FILES,
        {"form": form, "checklist": _checklist(found, request.actor), "may_remove": True},
        status=422 if form.errors else 200,
    )  # fmt: skip


def asked_kinds(found: TenderRequest) -> list[AttachmentKind]:
    return [*asked_of(found), AttachmentKind.OTHER]


def _file_added(request, found: TenderRequest, form) -> bool:
    if not form.is_valid():
        return False
    try:
        for one in form.cleaned_data["file"]:
            add_file(
                request=found, kind=form.cleaned_data["kind"], content=one, actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
    except Refusal as refusal:
        form.add_error("file", refusal.message)
        return False
    messages.success(request, _("Documento aggiunto."))
    return True


def _checklist(found: TenderRequest, actor) -> list[dict]:
    """Each document that is asked for, with the files that are there."""
    there: dict[str, list] = {}
    for one in queries.files_of(found, actor):
        there.setdefault(one.kind, []).append(one)
    asked = asked_of(found)
    kinds = [*asked, *(AttachmentKind(kind) for kind in there if kind not in asked)]
    return [
        {"label": kind.label, "is_compulsory": asked.get(kind, False), "files": there.get(kind, [])}
        for kind in kinds
    ]


def _summary(request, found: TenderRequest):
    """Everything once more, what is missing with the way to it, and the two steps."""
    if request.method == "POST":
        raise Http404
    return _part_page(
        request, found, Part.SUMMARY,
        {
            "template_steps": WRITTEN,
            "months": calendar_of(found.sua_id, timezone.localdate(), 6),
            "may_approve": request.actor.can(May.APPROVE_REQUEST, found),
        },
    )  # fmt: skip


@require_POST
def drop_file(request, pk, file):
    found = _draft(request, pk)
    row = queries.file_for(found, file, request.actor)
    remove_file(file=row, actor=request.actor, now=timezone.now())
    messages.success(request, _("Documento tolto."))
    return redirect("sua:request-part", pk, Part.FILES)


# The record ---------------------------------------------------------------------------------------


def _tabs(found: TenderRequest, here: str) -> list[dict]:
    labels = (
        ("request", _("Riepilogo")),
        ("request-files", _("Documenti")),
        ("request-terms", _("Scadenze")),
        ("request-story", _("Storia")),
    )
    return [
        {"label": label, "url": reverse(f"sua:{name}", args=[found.pk]), "active": name == here}
        for name, label in labels
    ]


def _record(request, found: TenderRequest, here: str, template: str, **more):
    actor = request.actor
    clocks = {one.key: one for one in terms_of(found)}
    return render(
        request,
        template,
        {
            "title": found.title,
            "number": found.number or _("Bozza"),
            "record": found,
            "turn": turn_of(found),
            "tabs": _tabs(found, here),
            "legal": clocks.get("sua.silenzio"),
            "target": clocks.get("sua.istruttoria"),
            "is_desk": actor.ente_id == found.sua_id,
            "may_write": actor.can(May.WRITE_REQUEST, found),
            "crumbs": crumbs((found.number or found.title, "")),
            **more,
        },
    )


def turn_of(found: TenderRequest) -> str:
    """Who moves next, in words; nobody once it is closed."""
    if found.state in (RequestState.DRAFT, RequestState.INTEGRATION):
        return str(found.ente)
    if not found.is_open:
        return ""
    return str(found.officer or found.sua)


@require_safe
def record(request, pk):
    """What is asked, the advice, the cost, what the SUA asked for."""
    found = queries.request_for(pk, request.actor)
    today = timezone.localdate()
    return _record(
        request, found, "request", "sua/requests/record.html",
        framework=framework_of(found, today),
        complete=completeness_of(found, today) if found.is_draft else None,
        rounds=found.integrations.prefetch_related("items"),
        state_at_end=not found.is_open and not found.is_draft,
        **_advised(found, today),
    )  # fmt: skip


@BOTH
def files(request, pk):
    """The checklist with its files; while the SUA asks for something, more may be added."""
    found = queries.request_for(pk, request.actor)
    may_add = (
        request.actor.can(May.WRITE_REQUEST, found) and found.state == RequestState.INTEGRATION
    )
    form = None
    if may_add:
        form = FileForm(request.POST or None, request.FILES or None, kinds=asked_kinds(found))
        if request.method == "POST" and _file_added(request, found, form):
            return redirect("sua:request-files", pk)
    return _record(
        request, found, "request-files", "sua/requests/files.html",
        checklist=_checklist(found, request.actor), form=form,
    )  # fmt: skip


@require_safe
def terms(request, pk):
    """Both clocks, and every other term of the request."""
    found = queries.request_for(pk, request.actor)
    return _record(
        request, found, "request-terms", "sua/requests/terms.html", terms=in_order(terms_of(found))
    )


@require_safe
def story(request, pk):
    found = queries.request_for(pk, request.actor)
    return _record(request, found, "request-story", "sua/requests/story.html")


@require_safe
def file(request, pk, file):
    """A document, for who sees the request."""
    found = queries.request_for(pk, request.actor)
    row = queries.file_for(found, file, request.actor)
    return send_version(request, row.file.current)


def step(request, pk, name):
    """Make a step of a request."""
    found = queries.request_for(pk, request.actor)
    return step_page(
        request, found, name, back=found.get_absolute_url(), act=make_step,
        crumbs=tuple(crumbs((found.number or found.title, found.get_absolute_url()))),
    )  # fmt: skip


@require_safe
def receipt(request, pk):
    """The receipt as PDF: what was sent, when, by whom, with its number."""
    found = queries.request_for(pk, request.actor)
    if found.sent_at is None:
        raise Http404
    today = timezone.localdate(found.sent_at)
    html = render_to_string(
        "sua/requests/receipt.html",
        {
            "record": found,
            "framework": framework_of(found, today),
            "files": queries.files_of(found, request.actor).exclude(kind=AttachmentKind.INVITED),
            **_advised(found, today),
        },
    )
    name = f"ricevuta-{found.number or found.pk}.pdf".lower()
    return HttpResponse(
        drawn(html),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_safe
def suggest_cpv(request):
    """At most ten voices of the CPV for `q`, by their key."""
    text = request.GET.get("q", "")[:80]
    found = codes.suggest(CodeList.CPV, text, timezone.localdate())
    return JsonResponse(
        [{"id": one.pk, "label": str(one), "detail": ""} for one in found], safe=False
    )
