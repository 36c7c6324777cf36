"""Questionnaires and their outline."""

from django.db.models import Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ..language import outline as language
from ..models import Campaign, Question, Questionnaire, Section
from ..purposes import Purpose


def designs_for(actor: Actor, purpose: Purpose) -> bool:
    """Say whether the actor designs campaigns of his own ente for this purpose."""
    if not actor.is_member:
        return False
    own = Campaign(owner_id=actor.ente_id, author_id=actor.person_id, purpose=purpose.key)
    return actor.can(purpose.design, own)


def outline_of(questionnaire: Questionnaire) -> language.Outline:
    """Read a questionnaire in two statements."""
    sections = {
        row.pk: language.Section(row.code, row.title, row.help, row.shown_if, [], row.pk)
        for row in questionnaire.sections.all()
    }
    for row in Question.objects.filter(questionnaire=questionnaire):
        sections[row.section_id].questions.append(as_question(row))
    return language.Outline(questionnaire.title, questionnaire.description, list(sections.values()))


def as_question(row: Question) -> language.Question:
    return language.Question(
        row.code, row.kind, row.label, row.help, row.is_required, row.options, row.rows,
        row.settings, row.shown_if, row.pk, row.section_id,
    )  # fmt: skip


def reusable(actor: Actor, purpose: Purpose) -> QuerySet[Questionnaire]:
    """What may be taken as a start: those of one's own ente, and the models of the others."""
    if not designs_for(actor, purpose):
        return Questionnaire.objects.none()
    return Questionnaire.objects.filter(
        Q(owner=actor.ente_id) | Q(is_model=True), purpose=purpose.key
    ).select_related("owner")


def section_of(campaign: Campaign, pk: int) -> Section:
    found = Section.objects.filter(pk=pk, questionnaire=campaign.questionnaire_id).first()
    if found is None:
        raise Http404
    return found


def question_of(campaign: Campaign, pk: int) -> Question:
    found = (
        Question.objects.filter(pk=pk, questionnaire=campaign.questionnaire_id)
        .select_related("section")
        .first()
    )
    if found is None:
        raise Http404
    return found
