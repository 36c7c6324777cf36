"""Questionnaires are written: sections, questions, conditions, versions."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ..language import conditions
from ..language.errors import Wrong
from ..language.outline import Outline
from ..models import Campaign, Question, Questionnaire, Section
from ..permissions import QuestionnairePermission
from ..queries.definitions import outline_of
from ..terms import MAX_QUESTIONS, WITH_OPTIONS, WITH_ROWS

FIELDS = ("kind", "code", "label", "help", "is_required", "options", "rows", "settings")


def lock_for_design(campaign: Campaign, actor: Actor) -> Questionnaire:
    """Hold the questionnaire of a campaign; refuse who may not design, and a locked one."""
    actor.require(QuestionnairePermission.DESIGN, campaign)
    held = Questionnaire.objects.select_for_update().get(pk=campaign.questionnaire_id)
    if held.is_locked:
        raise Refusal(
            _(
                "C'è già una risposta: le domande sono bloccate. Si possono correggere i refusi, "
                "o duplicare il sondaggio in una nuova versione."
            ),
            code="locked",
        )
    return held


def _record(what: str, sentence: str, campaign: Campaign, actor: Actor, now: datetime, **data):
    trail.record(f"questionnaires.{what}", sentence, subject=campaign, actor=actor, now=now, **data)


def _next(rows: models.QuerySet) -> int:
    return (rows.aggregate(last=models.Max("position"))["last"] or 0) + 1


def free_code(questionnaire: Questionnaire, model: type, prefix: str) -> str:
    """Return the first code like «d7» that no section or question has."""
    taken = set(model.objects.filter(questionnaire=questionnaire).values_list("code", flat=True))
    number = len(taken) + 1
    while f"{prefix}{number}" in taken:
        number += 1
    return f"{prefix}{number}"


@transaction.atomic
def add_section(*, campaign: Campaign, title: str, actor: Actor, now: datetime) -> Section:
    """Add a page at the end."""
    held = lock_for_design(campaign, actor)
    section = Section.objects.create(
        questionnaire=held,
        position=_next(held.sections),
        code=free_code(held, Section, "s"),
        title=title,
    )
    _record("section.added", _("Sezione «%(t)s» aggiunta.") % {"t": title}, campaign, actor, now)
    return section


@transaction.atomic
def edit_section(
    *, campaign: Campaign, section: Section, title: str, help: str, shown_if: dict,
    actor: Actor, now: datetime,
) -> Section:  # fmt: skip
    """Change title, text and condition of a page. Refuses a condition on what comes later."""
    held = lock_for_design(campaign, actor)
    outline = outline_of(held)
    section.shown_if = _checked(shown_if, codes_before(outline, section_id=section.pk))
    section.title, section.help = title, help
    section.save(update_fields=["title", "help", "shown_if"])
    _record("section.edited", _("Sezione «%(t)s» modificata.") % {"t": title}, campaign, actor, now)
    return section


def codes_before(
    outline: Outline, *, section_id: int | None = None, question_id: int | None = None
) -> list[str]:
    """The codes that a condition of this section or question may look at: those that come before."""
    found: list[str] = []
    for section in outline.sections:
        if section_id is not None and section.pk == section_id:
            return found
        for question in section.questions:
            if question_id is not None and question.pk == question_id:
                return found
            found.append(question.code)
    return found


def _checked(tree: dict, known: list[str]) -> dict:
    try:
        return conditions.checked(tree, known)
    except Wrong as error:
        raise Refusal(error.message, code=error.code) from error


@transaction.atomic
def add_question(
    *, campaign: Campaign, section: Section, values: Mapping, actor: Actor, now: datetime
) -> Question:
    """Add a question at the end of a page; an empty code is given by the house."""
    held = lock_for_design(campaign, actor)
    if held.questions.count() >= MAX_QUESTIONS:
        raise Refusal(
            _("Al massimo %(n)s domande: dividi il questionario.") % {"n": MAX_QUESTIONS},
            code="too_many",
        )
    code = values.get("code") or free_code(held, Question, "d")
    _refuse_taken(held, code, None)
    question = Question(
        questionnaire=held,
        section=section,
        position=_next(held.questions.filter(section=section)),
        **{name: values[name] for name in FIELDS if name in values and name != "code"},
        code=code,
    )
    _complete(question)
    question.shown_if = _checked(values.get("shown_if") or {}, _codes_at_end(held, section))
    question.save()
    _record(
        "question.added", _("Domanda «%(t)s» aggiunta.") % {"t": question.label[:120]},
        campaign, actor, now,
    )  # fmt: skip
    return question


def _codes_at_end(held: Questionnaire, section: Section) -> list[str]:
    found: list[str] = []
    for one in outline_of(held).sections:
        found += [question.code for question in one.questions]
        if one.pk == section.pk:
            break
    return found


def _refuse_taken(held: Questionnaire, code: str, own: int | None) -> None:
    if held.questions.filter(code=code).exclude(pk=own).exists():
        raise Refusal(
            _("Il codice «%(code)s» è già di un'altra domanda: scegline uno diverso.")
            % {"code": code},
            code="code_taken",
        )


def _complete(question: Question) -> None:
    """Refuse a question that cannot be answered: choices without answers, a matrix without rows."""
    if question.kind in WITH_OPTIONS and len(question.options) < 2:
        raise Refusal(
            _("«%(label)s»: scrivi almeno due risposte fra cui scegliere, una per riga.")
            % {"label": question.label[:80]},
            code="options_missing",
        )
    if question.kind in WITH_ROWS and not question.rows:
        raise Refusal(
            _("«%(label)s»: scrivi almeno una riga o colonna.") % {"label": question.label[:80]},
            code="rows_missing",
        )
    if question.kind not in WITH_OPTIONS:
        question.options = []
    if question.kind not in WITH_ROWS:
        question.rows = []


@transaction.atomic
def edit_question(
    *, campaign: Campaign, question: Question, values: Mapping, actor: Actor, now: datetime
) -> Question:
    """Change a question. Its code may change as long as no condition looks at it."""
    held = lock_for_design(campaign, actor)
    outline = outline_of(held)
    was = question.code
    for name in FIELDS:
        if name in values:
            setattr(question, name, values[name])
    question.code = question.code or was
    _refuse_taken(held, question.code, question.pk)
    if question.code != was:
        _refuse_looked_at(outline, was)
    _complete(question)
    known = codes_before(outline, question_id=question.pk)
    question.shown_if = _checked(values.get("shown_if") or {}, known)
    question.save()
    _record(
        "question.edited", _("Domanda «%(t)s» modificata.") % {"t": question.label[:120]},
        campaign, actor, now,
    )  # fmt: skip
    return question


def lookers(outline: Outline, code: str) -> list[str]:
    """The titles of what is shown or hidden by the answer to a question."""
    found = [one.title for one in outline.sections if code in conditions.asked_by(one.shown_if)]
    return found + [
        one.label for one in outline.questions if code in conditions.asked_by(one.shown_if)
    ]


def _refuse_looked_at(outline: Outline, code: str) -> None:
    if found := lookers(outline, code):
        raise Refusal(
            _("La condizione di «%(label)s» guarda questa domanda: cambiala prima.")
            % {"label": found[0][:80]},
            code="looked_at",
        )


@transaction.atomic
def delete_question(*, campaign: Campaign, question: Question, actor: Actor, now: datetime) -> None:
    """Take a question away. Refuses one that a condition looks at."""
    held = lock_for_design(campaign, actor)
    _refuse_looked_at(outline_of(held), question.code)
    label = question.label[:120]
    Question.objects.filter(pk=question.pk).delete()
    _record("question.deleted", _("Domanda «%(t)s» tolta.") % {"t": label}, campaign, actor, now)


@transaction.atomic
def delete_section(*, campaign: Campaign, section: Section, actor: Actor, now: datetime) -> None:
    """Take a page and its questions away. Refuses the last one, and one that a condition looks at."""
    held = lock_for_design(campaign, actor)
    if held.sections.count() == 1:
        raise Refusal(_("Serve almeno una sezione."), code="last_section")
    outline = outline_of(held)
    own = [one for one in outline.sections if one.pk == section.pk]
    rest = Outline("", "", [one for one in outline.sections if one.pk != section.pk])
    for question in own[0].questions:
        _refuse_looked_at(rest, question.code)
    title = section.title
    Section.objects.filter(pk=section.pk).delete()
    _record("section.deleted", _("Sezione «%(t)s» tolta.") % {"t": title}, campaign, actor, now)


@transaction.atomic
def move_section(
    *, campaign: Campaign, section: Section, by: int, actor: Actor, now: datetime
) -> None:
    """Move a page up (−1) or down (+1). Refuses an order in which a condition looks ahead."""
    held = lock_for_design(campaign, actor)
    _swap(list(held.sections.all()), section.pk, by)
    _refuse_looking_ahead(held)
    _record(
        "section.moved", _("Sezione «%(t)s» spostata.") % {"t": section.title}, campaign, actor, now
    )


@transaction.atomic
def move_question(
    *, campaign: Campaign, question: Question, by: int, actor: Actor, now: datetime
) -> None:
    """Move a question up or down; past the edge of its page it goes to the next page.

    Refuses an order in which a condition looks ahead.
    """
    held = lock_for_design(campaign, actor)
    rows = list(held.questions.filter(section=question.section_id))
    if not _swap(rows, question.pk, by):
        _to_next_page(held, question, by)
    _refuse_looking_ahead(held)
    _record(
        "question.moved", _("Domanda «%(t)s» spostata.") % {"t": question.label[:120]},
        campaign, actor, now,
    )  # fmt: skip


def _swap(rows: list, pk: int, by: int) -> bool:
    """Change places with the neighbour and number all anew; False at the edge."""
    order = [row.pk for row in rows]
    here = order.index(pk)
    there = here + (1 if by > 0 else -1)
    if not 0 <= there < len(rows):
        return False
    rows[here], rows[there] = rows[there], rows[here]
    for position, row in enumerate(rows, 1):
        row.position = position
    type(rows[0]).objects.bulk_update(rows, ["position"])
    return True


def _to_next_page(held: Questionnaire, question: Question, by: int) -> None:
    pages = list(held.sections.all())
    here = [page.pk for page in pages].index(question.section_id)
    there = here + (1 if by > 0 else -1)
    if not 0 <= there < len(pages):
        return
    others = list(held.questions.filter(section=pages[there]))
    order = [question, *others] if by > 0 else [*others, question]
    question.section = pages[there]
    for position, row in enumerate(order, 1):
        row.position = position
    Question.objects.bulk_update(order, ["position", "section"])


@transaction.atomic
def arrange_questions(
    *, campaign: Campaign, order: list[tuple[int, int]], actor: Actor, now: datetime
) -> None:
    """Put questions (section, question) in this order, as they were dragged. Refuses a part of them."""
    held = lock_for_design(campaign, actor)
    rows = {row.pk: row for row in held.questions.all()}
    pages = set(held.sections.values_list("pk", flat=True))
    if {question for _page, question in order} != set(rows) or not {p for p, _q in order} <= pages:
        raise Refusal(
            _("Nel frattempo le domande sono cambiate: ricarica la pagina e riprova."), code="stale"
        )
    for position, (page, pk) in enumerate(order, 1):
        rows[pk].section_id, rows[pk].position = page, position
    Question.objects.bulk_update(rows.values(), ["position", "section"])
    _refuse_looking_ahead(held)
    _record("questions.arranged", _("Domande riordinate."), campaign, actor, now)


def _refuse_looking_ahead(held: Questionnaire) -> None:
    """Undo an order that makes a condition look at what comes later."""
    outline = outline_of(held)
    known: list[str] = []
    for section in outline.sections:
        _checked(section.shown_if, known)
        for question in section.questions:
            _checked(question.shown_if, known)
            known.append(question.code)


@transaction.atomic
def correct_wording(
    *, campaign: Campaign, question: Question, label: str, help: str, actor: Actor, now: datetime
) -> Question:
    """Mend a slip of the pen in a locked question: only words, and the trail keeps both."""
    actor.require(QuestionnairePermission.DESIGN, campaign)
    before = [question.label, question.help]
    question.label, question.help = label, help
    question.save(update_fields=["label", "help"])
    _record(
        "question.corrected", _("Refuso corretto nella domanda «%(code)s».") % {"code": question.code},
        campaign, actor, now,
        changes={_("Domanda"): [before[0], label], _("Aiuto"): [before[1], help]},
    )  # fmt: skip
    return question
