"""The answer of the ente acted for: overview, grid by section, lines, sheets, steps, receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person
from pico.core.ui.formats import time_it
from pico.engines.workflow.views import step_page

from ...actions.campaigns import answering, sending
from ...forms.campaigns.answering import DelegateForm, FreeLineForm, ImportForm, LineForm, RowForm
from ...forms.campaigns.sheets import model_of, read_needs
from ...models import NeedAnswer
from ...permissions import CampaignPermission
from ...queries.campaigns import answers as lines
from ...queries.campaigns import campaigns as queries
from ...queries.campaigns.outliers import doubts
from ..shared import form_page
from . import printing
from .tabs import crumbs_of, tabs_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OF_A_ROW = ("quantity", "unit_price", "starts_on", "months", "adhesion")
OF_A_LINE = (
    *OF_A_ROW,
    *("cpv", "description", "unit", "annual_amount", "delivery_place", "has_contract"),
    *("contract_ends_on", "supplier", "current_cig", "service_level", "constraints"),
    *("budget_line", "contact", "explanation"),
)


def mine(request, pk) -> NeedAnswer:
    """The answer of the ente acted for; 404 where it was not asked."""
    found = queries.campaign(pk, request.space, request.actor)
    answer = queries.my_answer(found, request.actor)
    if answer is None:
        raise Http404
    answer.campaign = found
    return answer


def _way(answer: NeedAnswer, *more) -> list:
    url = reverse("sua:need", args=[answer.campaign_id])
    return crumbs_of(answer.campaign, (_("La nostra risposta"), url), *more)


def _may_write(request, answer: NeedAnswer) -> bool:
    return (
        answer.is_writable
        and answer.is_open_at(timezone.now())
        and request.actor.can(CampaignPermission.FILL, answer)
    )


@login_required
def overview(request, pk):
    """Where the answer stands: sections, what is proposed, what was sent back, the steps."""
    answer = mine(request, pk)
    sections = lines.sections_of(answer, request.actor)
    approves = request.actor.can(CampaignPermission.APPROVE, answer)
    found = doubts(answer)
    return render(
        request, "sua/campaigns/need.html",
        {
            "title": answer.campaign.title, "campaign": answer.campaign, "answer": answer,
            "number": str(answer.ente), "sections": list(enumerate(sections)),
            "crumbs": crumbs_of(answer.campaign, (_("La nostra risposta"), "")),
            "tabs": tabs_of(request, answer.campaign, "need", answer),
            "may_write": _may_write(request, answer), "approves": approves,
            "next_term": _term(answer),
            "total": sum(one.amount for one in sections), "proposed": sum(one.proposed for one in sections),
            "comments": [row.line for one in sections for row in one.rows if row.line and row.line.comment],
            "doubts": [one for one in found.values() if not one.is_explained] if answer.is_writable else [],
        },
    )  # fmt: skip


def _term(answer: NeedAnswer):
    moment = answer.late_until or answer.campaign.closes_at
    return timezone.localdate(moment) if moment and answer.is_missing else None


@login_required
def section(request, pk, number):
    """The grid of a section: saved while one writes, confirmed with the button."""
    answer = mine(request, pk)
    sections = lines.sections_of(answer, request.actor)
    if number >= len(sections):
        raise Http404
    part = sections[number]
    may_write = _may_write(request, answer) and part.is_writable
    if request.method == "POST":
        return _save(request, answer, part, number, len(sections))
    start = lines.default_start(answer.campaign)
    return _grid(
        request, answer, part, number, [_form_of(row, start) for row in part.rows], may_write
    )


def _form_of(row: lines.Row, start, data=None) -> RowForm:
    """The form of a row: what was written, else what the catalogue proposes."""
    if row.line:
        initial = {name: getattr(row.line, name) for name in OF_A_ROW} | {"base": row.line.version}
        initial["quantity"] = row.line.quantity or None
    else:
        initial = {"unit_price": row.item.reference_price, "starts_on": start, "base": 0}
    return RowForm(data, prefix=row.key, initial=initial)


def _save(request, answer: NeedAnswer, part: lines.Section, number: int, many: int):
    """Keep the rows that pass; an autosave is answered with the time, the button leads on."""
    quietly = "application/json" in request.headers.get("Accept", "")
    start = lines.default_start(answer.campaign)
    forms = [_form_of(row, start, request.POST) for row in part.rows]
    rows = [
        answering.Written(
            form.values, row.item, row.variant, row.line.pk if row.line else None,
            form.cleaned_data["base"] or 0,
        )
        for row, form in zip(part.rows, forms, strict=True)
        if form.is_valid()
    ]  # fmt: skip
    now = timezone.now()
    try:
        saved = answering.save_lines(
            answer=answer, rows=rows, actor=request.actor, now=now, confirm=not quietly
        )
    except Refusal as refusal:
        if quietly:
            return JsonResponse({"message": refusal.message}, status=409)
        raise
    faulty = any(form.errors for form in forms)
    if quietly:
        said = saved.conflicts[0] if saved.conflicts else ""
        said = said or (_("Salvato, tranne i valori segnati in rosso.") if faulty else "")
        if said:
            return JsonResponse({"message": said}, status=409)
        return JsonResponse({"saved_at": time_it(now)})
    for conflict in saved.conflicts:
        messages.warning(request, conflict)
    if faulty:
        return _grid(request, answer, part, number, forms, may_write=True)
    messages.success(request, _("Sezione salvata e confermata."))
    if "avanti" in request.POST and number + 1 < many:
        return redirect("sua:need-section", answer.campaign_id, number + 1)
    return redirect("sua:need", answer.campaign_id)


def _grid(request, answer, part, number, forms, may_write):
    pk = answer.campaign_id
    name = part.name or _("Altri fabbisogni")
    return render(
        request, "sua/campaigns/section.html",
        {
            "title": name, "campaign": answer.campaign, "answer": answer, "section": part,
            "rows": list(zip(part.rows, forms, strict=True)), "may_write": may_write,
            "autosave_url": reverse("sua:need-section", args=[pk, number]) if may_write else "",
            "cancel_url": reverse("sua:need", args=[pk]), "has_errors": any(f.errors for f in forms),
            "crumbs": _way(answer, (name, "")),
        },
    )  # fmt: skip


@login_required
def line(request, pk, line_pk=None):
    """Every field of a line, or a new need outside the catalogue."""
    answer = mine(request, pk)
    kept = lines.line(answer, line_pk) if line_pk else None
    kind = LineForm if kept and kept.item_id else FreeLineForm
    initial = {name: getattr(kept, name) for name in OF_A_LINE} if kept else {}
    if kept:
        initial["spend"] = "; ".join(one.replace(".", ",") for one in kept.past_spend)
    else:
        initial["starts_on"] = lines.default_start(answer.campaign)
    form = kind(request.POST or None, initial=initial)

    def act():
        answering.save_line(
            answer=answer, line=kept, values=form.values, actor=request.actor, now=timezone.now()
        )

    title = kept.description if kept else _("Fabbisogno fuori catalogo")
    back = reverse("sua:need", args=[pk])
    return form_page(
        request, form, act=act, said=_("Riga salvata."), back=back, cancel_url=back,
        template="sua/campaigns/line.html", title=title, line=kept, campaign=answer.campaign,
        submit_label=_("Salva la riga"), may_write=_may_write(request, answer),
        crumbs=_way(answer, (title, "")),
    )  # fmt: skip


@login_required
@require_POST
def remove_line(request, pk, line_pk):
    answer = mine(request, pk)
    kept = lines.line(answer, line_pk)
    kept.answer = answer
    answering.remove_line(line=kept, actor=request.actor, now=timezone.now())
    messages.success(request, _("Riga tolta."))
    return redirect("sua:need", pk)


@login_required
def import_sheet(request, pk):
    """Rows pasted or from a file: all of them, or none and what is wrong with each."""
    answer = mine(request, pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    faults: list = []
    if request.method == "POST" and form.is_valid():
        try:
            read = read_needs(answer.campaign, **form.cleaned_data)
            faults = read.faults
            if not faults:
                many = answering.import_lines(
                    answer=answer, rows=read.rows, actor=request.actor, now=timezone.now()
                )
                messages.success(request, _("Righe importate: %(n)d.") % {"n": many})
                return redirect("sua:need", pk)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
    return render(
        request, "sua/campaigns/import.html",
        {
            "form": form, "faults": faults, "title": _("Importa da un foglio"),
            "campaign": answer.campaign, "submit_label": _("Importa le righe"),
            "cancel_url": reverse("sua:need", args=[pk]), "crumbs": _way(answer, (_("Importa"), "")),
        },
    )  # fmt: skip


@login_required
def model(request, pk):
    """The catalogue as a workbook to fill."""
    answer = mine(request, pk)
    return HttpResponse(
        model_of(answer.campaign),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="fabbisogni-{pk}.xlsx"'},
    )


@login_required
def delegate(request, pk, number):
    """Entrust a section to a colleague."""
    answer = mine(request, pk)
    request.actor.require(CampaignPermission.APPROVE, answer)
    sections = lines.sections_of(answer, request.actor)
    if number >= len(sections):
        raise Http404
    part = sections[number]
    places = lines.colleagues_of(answer).values("person")
    form = DelegateForm(
        request.POST or None, people=Person.objects.filter(pk__in=places).order_by("last_name")
    )

    def act():
        answering.entrust_section(
            answer=answer, section=part.name, actor=request.actor, now=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip

    title = _("Affida la sezione «%(name)s»") % {"name": part.name or _("Altri fabbisogni")}
    back = reverse("sua:need", args=[pk])
    return form_page(
        request, form, act=act, said=_("Sezione affidata: il collega la trova fra le sue attività."),
        back=back, cancel_url=back, title=title, submit_label=_("Affida"),
        crumbs=_way(answer, (title, "")),
    )  # fmt: skip


@login_required
@require_POST
def take_back(request, pk, delegation_pk):
    answer = mine(request, pk)
    kept = lines.delegation(answer, delegation_pk)
    kept.answer = answer
    answering.take_section_back(delegation=kept, actor=request.actor, now=timezone.now())
    messages.success(request, _("Sezione ripresa."))
    return redirect("sua:need", pk)


@login_required
def step(request, pk, answer_pk, name):
    """A step of an answer, by the ente that gives it or by the SUA that asked."""
    found = queries.answer(answer_pk, request.space, request.actor)
    if found.campaign_id != pk:
        raise Http404
    own = found.ente_id == request.actor.ente_id
    back = (
        reverse("sua:need", args=[pk]) if own else reverse("sua:need-given", args=[pk, answer_pk])
    )
    return step_page(
        request, found, name, back=back, act=sending.make_step,
        crumbs=tuple(crumbs_of(found.campaign, (str(found.ente), back))),
    )  # fmt: skip


@login_required
def receipt(request, pk, answer_pk):
    """What was sent, as PDF, for the ente that sent it and the SUA that asked."""
    found = queries.answer(answer_pk, request.space, request.actor)
    if found.campaign_id != pk or not found.receipt:
        raise Http404
    return printing.as_pdf(
        "sua/campaigns/receipt.html",
        {"answer": found, "campaign": found.campaign, "lines": list(lines.lines_of(found)),
         "total": lines.amount_of(lines.lines_of(found))},
        f"ricevuta-fabbisogni-{found.pk}.pdf",
    )  # fmt: skip
