"""The draft of an answer: shared by colleagues, kept field by field, never written over unseen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from .. import notices
from ..language import values as language
from ..language.errors import Wrong
from ..language.outline import Outline, Question
from ..models import Answer, AnswerChange, Campaign, Delegation, Invitation, Response, Section
from ..permissions import QuestionnairePermission
from ..queries import answers as queries
from ..queries.campaigns import colleagues_of
from ..queries.definitions import outline_of
from ..terms import Prefill
from ..workflow import ANSWER
from .locking import lock_invitation, lock_questions, record, refuse_closed


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody changed the same answer meanwhile: both values, who and when."""

    code: str
    theirs: str
    who: str
    at: datetime | None
    version: int


@dataclass(slots=True)
class Saved:
    """What became of each answer that was sent to be saved, by code of the question."""

    versions: dict[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not (self.errors or self.conflicts)


@transaction.atomic
def join_in(*, campaign: Campaign, actor: Actor, now: datetime) -> Invitation:
    """Mark that the person takes part, where whoever sees the campaign may answer."""
    if not (actor.is_known and actor.may_read(campaign.scope) and not campaign.invites):
        raise Refusal(_("Questo sondaggio non è rivolto a te."), code="not_permitted")
    invitation, is_new = Invitation.objects.get_or_create(
        campaign=campaign, person_id=actor.person_id, defaults={"told_at": now}
    )
    if is_new:
        record("joined", _("Partecipa al sondaggio."), invitation, actor, now)
    return invitation


@transaction.atomic
def begin_answer(*, invitation: Invitation, actor: Actor, now: datetime) -> Response:
    """Open the draft that the colleagues share, filled with what is already known of the ente."""
    actor.require(QuestionnairePermission.FILL, invitation)
    invitation = lock_invitation(invitation)
    if found := queries.response_of(invitation):
        return found
    refuse_closed(invitation, now)
    ANSWER.move(invitation, "begin", actor=actor)
    invitation.save(update_fields=["state"])
    response = Response.objects.create(campaign=invitation.campaign, invitation=invitation)
    lock_questions(invitation.campaign.questionnaire_id, now)
    _fill_in(response, invitation, outline_of(invitation.campaign.questionnaire))
    record("begun", _("Compilazione cominciata."), invitation, actor, now)
    return response


def _fill_in(response: Response, invitation: Invitation, outline: Outline) -> None:
    """Propose last wave's answers, then what the registry knows; each is to be confirmed."""
    past = queries.last_wave(invitation.campaign, invitation.ente_id)
    proposed = []
    for question in outline.asked:
        kind, before = past.get(question.code, ("", None))
        before = _cleaned(question, before) if kind == question.kind else None
        value = (
            before if before is not None else _cleaned(question, known(question, invitation.ente))
        )
        if value is not None:
            proposed.append(
                Answer(
                    response=response,
                    question_id=question.pk,
                    value=value,
                    before=before,
                    is_proposed=True,
                )
            )
    Answer.objects.bulk_create(proposed)


def known(question: Question, ente: Ente | None) -> str | None:
    """What the registry says of the ente, for a question that asks just that."""
    name = question.settings.get("prefill") or ""
    if ente is None or name not in Prefill.values or not name:
        return None
    value = getattr(ente, name)
    if isinstance(value, list):
        value = value[0] if value else None
    return None if value in (None, "") else str(value)


def _cleaned(question: Question, value: Any) -> Any:
    try:
        return language.clean(question, value)
    except Wrong:
        return None


@transaction.atomic
def save_answers(
    *,
    invitation: Invitation,
    values: Mapping[str, Any],
    bases: Mapping[str, int],
    actor: Actor,
    now: datetime,
) -> Saved:
    """Keep what was written; `bases` are the versions the writer had before his eyes.

    What somebody else changed meanwhile is not written over: it comes back as a conflict. A value
    that its question does not admit comes back as an error; the others are kept.
    """
    actor.require(QuestionnairePermission.FILL, invitation)
    invitation = lock_invitation(invitation)
    refuse_closed(invitation, now)
    response = begin_answer(invitation=invitation, actor=actor, now=now)
    access = queries.access_to(invitation, actor)
    held = {
        row.question_id: row
        for row in response.answers.select_related("changed_by").filter(question__code__in=values)
    }
    saved = Saved()
    for question in outline_of(invitation.campaign.questionnaire).asked:
        if question.code not in values:
            continue
        if not access.writes(question.section_id):
            raise Refusal(
                _("Questa sezione non è affidata a te: chiedila al referente del tuo ente."),
                code="not_permitted",
            )
        _save_one(question, values[question.code], bases, held.get(question.pk), response, saved,
                  actor, now)  # fmt: skip
    return saved


def _save_one(
    question: Question, raw: Any, bases: Mapping[str, int], row: Answer | None,
    response: Response, saved: Saved, actor: Actor, now: datetime,
) -> None:  # fmt: skip
    code = question.code
    try:
        value = language.clean(question, raw)
    except Wrong as error:
        saved.errors[code] = error.message
        return
    if row is None:
        if value is not None:
            Answer.objects.create(
                response=response, question_id=question.pk, value=value,
                changed_by_id=actor.person_id, changed_at=now,
            )  # fmt: skip
        saved.versions[code] = 1 if value is not None else 0
        return
    if row.value == value and not (row.is_proposed and code in bases):
        saved.versions[code] = row.version
        return
    if row.value != value and bases.get(code, 0) != row.version:
        saved.conflicts[code] = Conflict(
            code, language.shown(question, row.value), str(row.changed_by or ""), row.changed_at,
            row.version,
        )  # fmt: skip
        return
    _write_over(row, value, actor, now)
    saved.versions[code] = row.version


def _write_over(row: Answer, value: Any, actor: Actor, now: datetime) -> None:
    if row.value != value:
        AnswerChange.objects.create(
            answer=row, value=row.value, person=row.changed_by, at=row.changed_at or now
        )
        row.version += 1
        row.changed_by_id, row.changed_at = actor.person_id, now
    row.value, row.is_proposed = value, False
    row.save(update_fields=["value", "version", "is_proposed", "changed_by", "changed_at"])


@transaction.atomic
def entrust_section(
    *, invitation: Invitation, section: Section, person: Person, actor: Actor, now: datetime
) -> Delegation:
    """Entrust a section to a colleague of the same ente, who finds it among his tasks."""
    actor.require(QuestionnairePermission.APPROVE, invitation)
    if invitation.ente_id is None or not colleagues_of(invitation).filter(person=person).exists():
        raise Refusal(_("Si affida una sezione a chi lavora nel tuo ente."), code="not_a_colleague")
    delegation, is_new = Delegation.objects.get_or_create(
        invitation=invitation,
        section=section,
        person=person,
        defaults={"given_by_id": actor.person_id, "given_at": now},
    )
    if is_new:
        record(
            "entrusted", _("Sezione «%(s)s» affidata a %(who)s.") % {"s": section.title, "who": person},
            invitation, actor, now,
        )  # fmt: skip
        notices.entrust(delegation, now=now)
    return delegation


@transaction.atomic
def take_section_back(*, delegation: Delegation, actor: Actor, now: datetime) -> None:
    """Take a section back from a colleague; what he wrote stays."""
    invitation = delegation.invitation
    actor.require(QuestionnairePermission.APPROVE, invitation)
    Delegation.objects.filter(pk=delegation.pk).delete()
    if not invitation.delegations.filter(person=delegation.person_id).exists():
        notices.take_back(delegation, now=now)
    record(
        "taken_back",
        _("Sezione «%(s)s» tolta a %(who)s.")
        % {"s": delegation.section.title, "who": delegation.person},
        invitation, actor, now,
    )  # fmt: skip
