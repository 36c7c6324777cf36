"""The designer: sections and questions, their order and conditions, the trial run."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in

from ..actions import answering
from ..actions import designing as actions
from ..forms.entries import Page, entries_of
from ..forms.questions import ConditionForm, QuestionForm, SectionForm, WordingForm
from ..forms.reading import read_all
from ..language import conditions
from ..language.values import shown as shown_value
from ..queries.definitions import as_question, outline_of, question_of, section_of
from ..terms import Kind
from .finding import Found, find_managed
from .tabs import tabs_of

GROUPS = (
    (gettext_lazy("Scelte"), (Kind.SINGLE, Kind.MULTIPLE, Kind.YES_NO, Kind.SCALE, Kind.NPS, Kind.RANKING, Kind.MATRIX)),
    (gettext_lazy("Numeri e date"), (Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DATE)),
    (gettext_lazy("Testi e file"), (Kind.TEXT, Kind.LONG_TEXT, Kind.FILE, Kind.TABLE, Kind.NOTE)),
    (gettext_lazy("Da un elenco"), (Kind.ENTE, Kind.COMUNE, Kind.CPV)),
)  # fmt: skip


def _crumbs(found: Found, label: str = "") -> list[tuple[str, str]]:
    here = [(_("Domande"), found.url("design"))]
    return [*found.crumbs, *here, (label, "")] if label else [*found.crumbs, (_("Domande"), "")]


@login_required
def design(request, purpose, pk):
    """The whole questionnaire as the designer works on it."""
    found = find_managed(request, purpose, pk)
    outline = outline_of(found.campaign.questionnaire)
    labels = {code: one.label for code, one in outline.by_code.items()}
    choices = {code: dict(one.choices) for code, one in outline.by_code.items()}
    sections = [
        {
            "section": section,
            "condition": conditions.in_words(section.shown_if, labels, choices),
            "url": found.url("section_edit", section.pk),
            "add_url": found.url("question_new", section.pk),
            "act_url": found.url("section_act", section.pk),
            "questions": [
                {
                    "question": one,
                    "kind": Kind(one.kind).label,
                    "condition": conditions.in_words(one.shown_if, labels, choices),
                    "url": found.url("question_edit", one.pk),
                    "act_url": found.url("question_act", one.pk),
                }
                for one in section.questions
            ],
        }
        for section in outline.sections
    ]
    return render(
        request, "questionnaires/design.html",
        {
            "found": found, "campaign": found.campaign, "title": found.campaign.title,
            "crumbs": _crumbs(found), "tabs": tabs_of(request, found, "design"),
            "sections": sections, "is_locked": found.campaign.questionnaire.is_locked,
            "count": len(outline.asked), "version": found.campaign.questionnaire.version,
            "section_form": SectionForm(),
            "urls": {name: found.url(name) for name in
                     ("section_add", "arrange", "trial", "xlsform", "duplicate")},
        },
    )  # fmt: skip


@login_required
@require_POST
def section_add(request, purpose, pk):
    found = find_managed(request, purpose, pk)
    title = request.POST.get("title", "").strip()[:250] or _("Nuova sezione")
    made = actions.add_section(
        campaign=found.campaign, title=title, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Sezione aggiunta in fondo."))
    return redirect(f"{found.url('design')}#sezione-{made.pk}")


@login_required
def section_edit(request, purpose, pk, section_pk):
    """Title, text and condition of a section."""
    found = find_managed(request, purpose, pk)
    section = section_of(found.campaign, section_pk)
    outline = outline_of(found.campaign.questionnaire)
    before = actions.codes_before(outline, section_id=section.pk)
    form = SectionForm(request.POST or None, initial={"title": section.title, "help": section.help})
    condition = ConditionForm(
        request.POST or None, outline=outline, before=before, shown_if=section.shown_if
    )
    if request.method == "POST" and form.is_valid() and condition.is_valid():
        try:
            actions.edit_section(
                campaign=found.campaign, section=section, shown_if=condition.tree(),
                actor=request.actor, now=timezone.now(), **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Sezione salvata."))
            return redirect(f"{found.url('design')}#sezione-{section.pk}")
    return render(
        request, "questionnaires/question.html",
        {
            "form": form, "condition": condition if before else None, "title": section.title,
            "crumbs": _crumbs(found, section.title), "cancel_url": found.url("design"),
        },
    )  # fmt: skip


@login_required
@require_POST
def section_act(request, purpose, pk, section_pk):
    """Up, down, away."""
    found = find_managed(request, purpose, pk)
    section = section_of(found.campaign, section_pk)
    what = request.POST.get("fai", "")
    same = {"campaign": found.campaign, "section": section, "actor": request.actor,
            "now": timezone.now()}  # fmt: skip
    if what == "togli":
        actions.delete_section(**same)
        messages.success(request, _("Sezione tolta."))
    else:
        actions.move_section(by=_direction(what), **same)
    return redirect(found.url("design"))


def _direction(what: str) -> int:
    if what not in ("su", "giu"):
        raise Http404
    return -1 if what == "su" else 1


@login_required
def question_new(request, purpose, pk, section_pk):
    """First the kind, then the question."""
    found = find_managed(request, purpose, pk)
    section = section_of(found.campaign, section_pk)
    kind = request.GET.get("tipo", "")
    if kind not in Kind.values:
        groups = [
            (label, [(one.value, one.label, f"?tipo={one.value}") for one in kinds])
            for label, kinds in GROUPS
        ]
        return render(
            request, "questionnaires/kinds.html",
            {"groups": groups, "title": _("Che cosa chiedere?"), "section": section,
             "crumbs": _crumbs(found, _("Nuova domanda")), "cancel_url": found.url("design")},
        )  # fmt: skip
    outline = outline_of(found.campaign.questionnaire)
    page = next(one for one in outline.sections if one.pk == section.pk)
    before = actions.codes_before(outline, section_id=section.pk)
    before += [one.code for one in page.questions]
    form = QuestionForm(request.POST or None, kind=kind)
    condition = ConditionForm(request.POST or None, outline=outline, before=before, shown_if={})
    if request.method == "POST" and form.is_valid() and condition.is_valid():
        try:
            made = actions.add_question(
                campaign=found.campaign, section=section, actor=request.actor, now=timezone.now(),
                values={**form.values(), "shown_if": condition.tree()},
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Domanda aggiunta."))
            if "altra" in request.POST:
                return redirect(found.url("question_new", section.pk))
            return redirect(f"{found.url('design')}#domanda-{made.pk}")
    return _question_page(request, found, form, condition, before, Kind(kind).label, is_new=True)


def _question_page(request, found, form, condition, before, title, *, is_new=False):
    return render(
        request, "questionnaires/question.html",
        {
            "form": form, "condition": condition if before else None, "title": title,
            "crumbs": _crumbs(found, title), "cancel_url": found.url("design"), "is_new": is_new,
        },
    )  # fmt: skip


@login_required
def question_edit(request, purpose, pk, question_pk):
    """Change a question; of a locked one only the words."""
    found = find_managed(request, purpose, pk)
    row = question_of(found.campaign, question_pk)
    if found.campaign.questionnaire.is_locked:
        return _correct(request, found, row)
    outline = outline_of(found.campaign.questionnaire)
    before = actions.codes_before(outline, question_id=row.pk)
    form = QuestionForm(request.POST or None, kind=row.kind, question=as_question(row))
    condition = ConditionForm(
        request.POST or None, outline=outline, before=before, shown_if=row.shown_if
    )
    if request.method == "POST" and form.is_valid() and condition.is_valid():
        try:
            actions.edit_question(
                campaign=found.campaign, question=row, actor=request.actor, now=timezone.now(),
                values={**form.values(), "shown_if": condition.tree()},
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Domanda salvata."))
            return redirect(f"{found.url('design')}#domanda-{row.pk}")
    return _question_page(request, found, form, condition, before, row.get_kind_display())


def _correct(request, found: Found, row):
    form = WordingForm(request.POST or None, initial={"label": row.label, "help": row.help})
    if request.method == "POST" and form.is_valid():
        actions.correct_wording(
            campaign=found.campaign, question=row, actor=request.actor, now=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, _("Refuso corretto: la storia conserva com'era."))
        return redirect(f"{found.url('design')}#domanda-{row.pk}")
    return _question_page(request, found, form, None, [], _("Correggi un refuso"))


@login_required
@require_POST
def question_act(request, purpose, pk, question_pk):
    """Up, down, away."""
    found = find_managed(request, purpose, pk)
    row = question_of(found.campaign, question_pk)
    what = request.POST.get("fai", "")
    same = {"campaign": found.campaign, "question": row, "actor": request.actor,
            "now": timezone.now()}  # fmt: skip
    if what == "togli":
        actions.delete_question(**same)
        messages.success(request, _("Domanda tolta."))
        return redirect(found.url("design"))
    actions.move_question(by=_direction(what), **same)
    return redirect(f"{found.url('design')}#domanda-{row.pk}")


@login_required
@require_POST
def arrange(request, purpose, pk):
    """The order in which questions were dropped: «section:question», one each."""
    found = find_managed(request, purpose, pk)
    order = []
    for pair in request.POST.getlist("ordine"):
        page, _colon, question = pair.partition(":")
        if (place := key_in(page)) is None or (one := key_in(question)) is None:
            raise Refusal(_("Ordine non valido: ricarica la pagina."), code="invalid")
        order.append((place, one))
    actions.arrange_questions(
        campaign=found.campaign, order=order, actor=request.actor, now=timezone.now()
    )
    return redirect(found.url("design"))


@login_required
def trial(request, purpose, pk):
    """Answer as the others will: everything is checked, nothing is kept."""
    found = find_managed(request, purpose, pk)
    outline = outline_of(found.campaign.questionnaire)
    typed, errors, outcome = {}, {}, None
    if request.method == "POST":
        typed, unread = read_all(outline.asked, request.POST)
        kept, errors = answering.check_values(outline, typed)
        errors = {**errors, **unread}
        if not errors:
            outcome = [
                (one.label, shown_value(one, kept[one.code]))
                for one in outline.asked
                if one.code in kept
            ]
    shown = outline.shown(typed)
    pages = [
        Page(
            one,
            entries_of(one.questions, answers={}, shown_codes=shown, typed=typed, errors=errors),
        )
        for one in outline.sections
    ]
    return render(
        request, "questionnaires/one_go.html",
        {
            "found": found, "campaign": found.campaign, "pages": pages,
            "title": _("Prova: %(t)s") % {"t": found.campaign.title},
            "crumbs": _crumbs(found, _("Prova")), "is_trial": True, "outcome": outcome,
            "wrong": [entry for page in pages for entry in page.entries if entry.error],
            "submit_label": _("Controlla le risposte"), "back_url": found.url("design"),
        },
    )  # fmt: skip
