"""The draft of a request, part by part, with the advice of the law beside it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pico.core.codes.terms import CodeList
from pico.core.codes.views import suggest
from pico.core.foundation.errors import Refusal
from pico.core.ui.templatetags.ui import Step

from ..actions.requests.drafting import add_file, begin_request, remove_file, save_part
from ..forms.requests import PARTS, TABLES, BeginForm, FileForm
from ..models import TenderRequest
from ..permissions import SuaPermission as May
from ..queries import agreements
from ..queries import requests as queries
from ..queries.qualification import may_ente_award
from ..rules import advisor
from ..terms.procurement import sector_of
from ..terms.requests import AttachmentKind, Part
from ..workflow.capacity import calendar_of
from ..workflow.completeness import asked_of, completeness_of, framework_of
from .request_lists import crumbs
from .shared import BOTH

WRITTEN = "propose send"  # the steps that the page of a draft draws by itself


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
        lines = [line_of(one) for one in getattr(found, name).all()]
        tables.append((name, title, kind(data, initial=lines, prefix=name)))
    return form, tables


def line_of(row) -> dict:
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
            **advised(found, today),
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


def advised(found: TenderRequest, today) -> dict:
    """What the panel of advice shows: today, and on the day of the notice where it differs."""
    case, warning = queries.case_of(found), agreements.warning_of(found, today)
    if not case.value:
        return {"advice": None, "estimate": None, "agreement_warning": warning}
    now = queries.advice(case, today)
    then_on = found.slot or found.needed_on
    then = queries.advice(case, then_on) if then_on and then_on > today else None
    return {
        "advice": now,
        "advice_on": today,
        "changes": advisor.differences(now, then) if now and then else (),
        "changes_on": then_on,
        "estimate": queries.estimate_of(found, today),
        "agreement_warning": warning,
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
    context = {"record": found, **advised(found, timezone.localdate())}
    return render(request, "sua/requests/_advice.html", context)


def _files_part(request, found: TenderRequest):
    form = FileForm(request.POST or None, request.FILES or None, kinds=asked_kinds(found))
    if request.method == "POST" and file_added(request, found, form):
        return redirect("sua:request-part", found.pk, Part.FILES)
    return _part_page(
        request, queries.request_for(found.pk, request.actor), Part.FILES,
        {"form": form, "checklist": checklist(found, request.actor), "may_remove": True},
        status=422 if form.errors else 200,
    )  # fmt: skip


def asked_kinds(found: TenderRequest) -> list[AttachmentKind]:
    return [*asked_of(found), AttachmentKind.OTHER]


def file_added(request, found: TenderRequest, form) -> bool:
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


def checklist(found: TenderRequest, actor) -> list[dict]:
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


@require_safe
def suggest_cpv(request):
    """At most ten voices of the CPV for `q`, by number or words."""
    return suggest(request, CodeList.CPV)
