"""One answer: who may write which sections of it, what is in it, what it was."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ..models import Answer, AnswerChange, Campaign, Delegation, Invitation, Response
from ..permissions import QuestionnairePermission
from ..terms import WRITABLE


@dataclass(frozen=True, slots=True)
class Access:
    """What the actor may do with an answer; `sections` is None for all of them."""

    may_fill: bool
    may_approve: bool
    sections: frozenset[int] | None = None

    def writes(self, section_id: int | None) -> bool:
        return self.may_fill and (self.sections is None or section_id in self.sections)


def access_to(invitation: Invitation, actor: Actor) -> Access:
    """Who approves writes everything; a colleague the sections entrusted to him."""
    if actor.can(QuestionnairePermission.APPROVE, invitation):
        return Access(may_fill=True, may_approve=True)
    if not actor.can(QuestionnairePermission.FILL, invitation):
        return Access(may_fill=False, may_approve=False, sections=frozenset())
    own = invitation.delegations.filter(person=actor.person_id)
    return Access(True, False, frozenset(own.values_list("section_id", flat=True)))


def is_writable(invitation: Invitation, now) -> bool:
    return invitation.state in WRITABLE and invitation.is_open_at(now)


def answers_of(response: Response | None) -> dict[int, Answer]:
    """The answers by question, with who changed them last."""
    if response is None:
        return {}
    rows = response.answers.select_related("changed_by")
    return {row.question_id: row for row in rows}


def values_by_code(answers: dict[int, Answer], outline) -> dict[str, Any]:
    return {
        question.code: answers[question.pk].value
        for question in outline.questions
        if question.pk in answers
    }


def changes_of(response: Response) -> QuerySet[AnswerChange]:
    """What was written over, newest first."""
    return AnswerChange.objects.filter(answer__response=response).select_related(
        "person", "answer__question"
    )


def delegations_of(invitation: Invitation) -> QuerySet[Delegation]:
    return invitation.delegations.select_related("person").order_by("pk")


def response_of(invitation: Invitation) -> Response | None:
    return Response.objects.filter(invitation=invitation).select_related("sent_by").first()


def file_answer(campaign: Campaign, pk: int, file_id: int) -> Answer:
    """The answer that a file belongs to; 404 when it is none of this campaign."""
    found = (
        Answer.objects.filter(pk=pk, response__campaign=campaign, value__id=file_id)
        .select_related("response__invitation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def last_wave(campaign: Campaign, ente_id: int | None) -> dict[str, tuple[str, Any]]:
    """What the same ente answered last time: code of the question → kind and value."""
    if campaign.previous_id is None or ente_id is None:
        return {}
    rows = Answer.objects.filter(
        response__campaign=campaign.previous_id,
        response__invitation__ente=ente_id,
        response__is_official=True,
    )
    return {
        code: (kind, value)
        for code, kind, value in rows.values_list("question__code", "question__kind", "value")
    }
