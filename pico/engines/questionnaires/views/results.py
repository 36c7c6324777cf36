"""Results given back: charts with their table, breakdowns, open answers, position, files."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.files.names import disposition
from pico.core.ui.lists import Column, render_list

from ..actions import analysing, campaigning
from ..documents import reports, sheets
from ..language.values import shown
from ..models import Tag
from ..queries import answers as answer_queries
from ..queries import breakdowns, positions, waves, weighting
from ..queries import campaigns as queries
from ..queries import results as tallies
from ..queries.definitions import as_question, outline_of, question_of
from ..terms import CHOICES, OPEN_TEXTS, AnswerState, ResultsFor, small_cell
from .finding import Found, find, find_managed, my_invitation
from .tabs import manages, may_see_results, tabs_of

BY = {
    "regione": gettext_lazy("Per regione"),
    "tipo": gettext_lazy("Per tipo di ente"),
    "popolazione": gettext_lazy("Per popolazione"),
}


def _only(request, found: Found) -> set[str] | None:
    """The questions that this actor sees: all, or those that are given back."""
    return None if manages(request, found) else set(found.campaign.published)


def _weighs(request, found: Found) -> bool:
    """Weights are asked for in the address, by who sees every answer: they would tell small classes."""
    asked = request.GET.get("pesi") == "popolazione"
    return asked and manages(request, found) and weighting.may_weigh(found.campaign)


def _sections(request, found: Found) -> list[tuple]:
    """Each section with the results that this actor sees, weighted if he asked."""
    campaign, is_manager = found.campaign, manages(request, found)
    outline = outline_of(campaign.questionnaire)
    rows = tallies.results(
        campaign, outline, is_guarded=campaign.is_anonymous or not is_manager,
        only=_only(request, found),
    )  # fmt: skip
    if _weighs(request, found):
        rows = weighting.weighted(campaign, rows)
    by_question = {one.question.pk: one for one in rows}
    sections = [
        (section, [by_question[one.pk] for one in section.questions if one.pk in by_question])
        for section in outline.sections
    ]
    return [(section, shown_rows) for section, shown_rows in sections if shown_rows]


def results(request, purpose, pk):
    """Every question with its chart and, under it, the same numbers as a table."""
    found = find(request, purpose, pk)
    if not may_see_results(request, found):
        raise Http404
    campaign, is_manager = found.campaign, manages(request, found)
    invitation = queries.invitation_of(campaign, request.actor)
    return render(
        request, "questionnaires/results.html",
        {
            "found": found, "campaign": campaign, "title": campaign.title, "manages": is_manager,
            "crumbs": [*found.crumbs, (_("Risultati"), "")],
            "tabs": tabs_of(request, found, "results"),
            "sections": _sections(request, found),
            "rate": queries.participation(campaign),
            "breaks_down": not campaign.is_anonymous,
            "may_weigh": is_manager and weighting.may_weigh(campaign),
            "is_weighted": _weighs(request, found),
            "position_url": found.url("position")
            if invitation and invitation.state == AnswerState.SENT and not campaign.is_anonymous
            else "",
            "urls": {
                name: found.url(name) for name in ("csv", "xlsx", "codebook", "changes", "report")
            },
        },
    )  # fmt: skip


def report(request, purpose, pk):
    """The same results as a PDF, for who may see them."""
    found = find(request, purpose, pk)
    if not may_see_results(request, found):
        raise Http404
    is_guarded = found.campaign.is_anonymous or not manages(request, found)
    pdf = reports.as_pdf(
        found.campaign, _sections(request, found), queries.participation(found.campaign),
        few=small_cell() if is_guarded else 0, is_weighted=_weighs(request, found),
        now=timezone.now(),
    )  # fmt: skip
    name = disposition(f"risultati-{slugify(found.campaign.title)[:80]}.pdf")
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def breakdown(request, purpose, pk, question_pk):
    """One question of choices by region, kind of ente or population."""
    found = find(request, purpose, pk)
    if not may_see_results(request, found):
        raise Http404
    row = question_of(found.campaign, question_pk)
    only, by = _only(request, found), request.GET.get("per", "regione")
    if row.kind not in CHOICES or (only is not None and row.code not in only):
        raise Http404
    table = breakdowns.cross_tab(
        found.campaign, as_question(row), by, is_guarded=not manages(request, found)
    )
    if table is None:
        raise Http404
    return render(
        request, "questionnaires/breakdown.html",
        {
            "found": found, "campaign": found.campaign, "title": row.label, "table": table,
            "crumbs": [*found.crumbs, (_("Risultati"), found.url("results")), (row.label[:60], "")],
            "tabs": [
                {"label": label, "url": f"?per={key}", "active": key == by}
                for key, label in BY.items()
            ],
        },
    )  # fmt: skip


@login_required
def position(request, purpose, pk):
    """«La mia posizione»: the own ente beside those like it, given to who answered."""
    found = find(request, purpose, pk)
    campaign = found.campaign
    invitation = my_invitation(request, found)
    response = answer_queries.response_of(invitation)
    access = answer_queries.access_to(invitation, request.actor)
    if campaign.is_anonymous or response is None or not response.is_official or not access.may_fill:
        raise Http404
    outline = outline_of(campaign.questionnaire)
    given = answer_queries.values_by_code(answer_queries.answers_of(response), outline)
    is_open = campaign.results_for == ResultsFor.AFTER_ANSWER or (
        campaign.is_given_back and campaign.results_for != ResultsFor.EDITORS
    )
    group, rows = (
        positions.positions(response, outline, given, set(campaign.published))
        if is_open
        else (None, [])
    )
    return render(
        request, "questionnaires/position.html",
        {
            "found": found, "campaign": campaign, "title": _("La mia posizione"), "group": group,
            "rows": rows, "is_open": is_open,
            "crumbs": [*found.crumbs, (_("La mia posizione"), "")],
        },
    )  # fmt: skip


# For who manages --------------------------------------------------------------------------------


def _managed_results(request, purpose, pk) -> Found:
    found = find_managed(request, purpose, pk)
    if not may_see_results(request, found):
        raise Http404
    return found


@login_required
def publication(request, purpose, pk):
    """Which questions are given back, one by one."""
    found = find_managed(request, purpose, pk)
    outline = outline_of(found.campaign.questionnaire)
    if request.method == "POST":
        campaigning.choose_published(
            campaign=found.campaign, codes=request.POST.getlist("domande"),
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Scelta salvata."))
        return redirect(found.url("publication"))
    chosen = set(found.campaign.published)
    return render(
        request, "questionnaires/publication.html",
        {
            "found": found, "campaign": found.campaign, "title": found.campaign.title,
            "crumbs": [*found.crumbs, (_("Pubblicazione"), "")],
            "tabs": tabs_of(request, found, "publication"),
            "sections": [
                (section, [(one, one.code in chosen) for one in section.questions if one.kind not in ("NOTE", "FILE")])
                for section in outline.sections
            ],
            "step_url": found.url("step"),
        },
    )  # fmt: skip


@login_required
def texts(request, purpose, pk, question_pk):
    """Open answers, a page at a time, with the themes they are coded with."""
    found = _managed_results(request, purpose, pk)
    row = question_of(found.campaign, question_pk)
    if row.kind not in OPEN_TEXTS:
        raise Http404
    rows = Paginator(breakdowns.open_answers(found.campaign, row.pk), 25)
    page = rows.get_page(request.GET.get("pagina"))
    names = found.campaign.anonymity == "NAMED"
    listed = [
        (
            one,
            str(one.response.invitation or "") if names else "",
            {coding.tag_id for coding in one.codings.all()},
        )
        for one in page
    ]
    return render(
        request, "questionnaires/texts.html",
        {
            "found": found, "campaign": found.campaign, "title": row.label, "question": row,
            "crumbs": [*found.crumbs, (_("Risultati"), found.url("results")), (_("Risposte aperte"), "")],
            "page": page, "listed": listed,
            "tags": list(Tag.objects.filter(campaign=found.campaign, question=row)),
            "tag_url": found.url("tag", row.pk), "code_url": found.url("code", row.pk),
        },
    )  # fmt: skip


@login_required
@require_POST
def tag(request, purpose, pk, question_pk):
    found = _managed_results(request, purpose, pk)
    row = question_of(found.campaign, question_pk)
    analysing.add_tag(
        campaign=found.campaign, question=row, label=request.POST.get("tema", ""),
        actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    return redirect(found.url("texts", row.pk))


@login_required
@require_POST
def code(request, purpose, pk, question_pk):
    """The themes of the answers of a page, all at once."""
    found = _managed_results(request, purpose, pk)
    row = question_of(found.campaign, question_pk)
    open_rows = breakdowns.open_answers(found.campaign, row.pk)
    keys = [int(key) for key in request.POST.getlist("risposta") if key.isdigit()]
    for one in open_rows.filter(pk__in=keys):
        chosen = [int(key) for key in request.POST.getlist(f"temi_{one.pk}") if key.isdigit()]
        analysing.code_answer(
            campaign=found.campaign, answer=one, tags=chosen, actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip
    messages.success(request, _("Temi salvati."))
    page = request.POST.get("pagina", "")
    return redirect(f"{found.url('texts', row.pk)}?pagina={page if page.isdigit() else 1}")


@login_required
def changes(request, purpose, pk):
    """What changed since the last wave, ente by ente."""
    found = _managed_results(request, purpose, pk)
    if found.campaign.previous_id is None or found.campaign.anonymity != "NAMED":
        raise Http404
    return render_list(
        request,
        queryset=waves.changed_answers(found.campaign),
        columns=(
            Column("ente", _("Ente"), lambda row: str(row.response.invitation)),
            Column("question", _("Domanda"), "question.label"),
            Column("before", _("Prima"), lambda row: shown(as_question(row.question), row.before)),
            Column("now", _("Ora"), lambda row: shown(as_question(row.question), row.value)),
        ),
        title=_("Che cosa è cambiato"),
        context={"crumbs": [*found.crumbs, (_("Che cosa è cambiato"), "")]},
        empty_title=_("Nessuna differenza"),
        empty_text=_("Chi ha risposto ha confermato i dati della rilevazione precedente."),
    )


@login_required
def csv(request, purpose, pk):
    found = _managed_results(request, purpose, pk)
    outline = outline_of(found.campaign.questionnaire)
    return sheets.as_csv(found.campaign, outline, codes=request.GET.get("valori") == "codici")


@login_required
def xlsx(request, purpose, pk):
    found = _managed_results(request, purpose, pk)
    return sheets.as_xlsx(found.campaign, outline_of(found.campaign.questionnaire))


@login_required
def codebook(request, purpose, pk):
    found = find_managed(request, purpose, pk)
    return sheets.codebook_csv(found.campaign, outline_of(found.campaign.questionnaire))
