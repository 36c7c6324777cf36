"""An answer is approved and sent, sent back, taken back."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from .. import notices
from ..language import values as language
from ..language.outline import Outline
from ..models import Figure, Invitation, Response
from ..queries import answers as queries
from ..queries.breakdowns import size_class
from ..queries.definitions import outline_of
from ..terms import AnswerState
from ..workflow import ANSWER
from .campaigning import take_off
from .locking import lock_invitation, record, refuse_closed


def _refuse_incomplete(outline: Outline, answers: Mapping[str, Any]) -> None:
    if missing := outline.missing(answers):
        raise Refusal(
            _("Mancano risposte obbligatorie: %(labels)s.")
            % {"labels": "; ".join(f"«{one.label[:80]}»" for one in missing[:5])},
            code="incomplete",
        )


def _draft(invitation: Invitation) -> tuple[Response, Outline, dict[str, Any]]:
    response = queries.response_of(invitation)
    if response is None:
        raise Refusal(_("Non c'è ancora nessuna risposta da inviare."), code="incomplete")
    outline = outline_of(invitation.campaign.questionnaire)
    return response, outline, queries.values_by_code(queries.answers_of(response), outline)


@transaction.atomic
def ask_approval(*, invitation: Invitation, actor: Actor, now: datetime) -> Invitation:
    """Hand the draft to who approves. Refuses one with compulsory answers missing."""
    invitation = lock_invitation(invitation)
    refuse_closed(invitation, now)
    _response, outline, answers = _draft(invitation)
    _refuse_incomplete(outline, answers)
    ANSWER.move(invitation, "ask_approval", actor=actor)
    invitation.save(update_fields=["state"])
    record("approval_asked", _("Chiesta l'approvazione."), invitation, actor, now)
    notices.ask_approval(invitation, who=actor.person_name, now=now)
    return invitation


@transaction.atomic
def send_back(*, invitation: Invitation, reason: str, actor: Actor, now: datetime) -> Invitation:
    """Give the draft back to the colleagues, with what is to be mended. Refuses without a reason."""
    if not reason.strip():
        raise Refusal(_("Scrivi che cosa va corretto."), code="reason_missing")
    invitation = lock_invitation(invitation)
    ANSWER.move(invitation, "send_back", actor=actor)
    invitation.note = reason
    invitation.save(update_fields=["state", "note"])
    record(
        "sent_back", _("Rimandata in compilazione: %(r)s") % {"r": reason}, invitation, actor, now
    )
    notices.approval_done(invitation, now=now)
    return invitation


@transaction.atomic
def send_answer(*, invitation: Invitation, actor: Actor, now: datetime) -> Response:
    """Make the draft the one official answer. Refuses a second time, an incomplete one, a late one."""
    invitation = lock_invitation(invitation)
    is_approved = invitation.state == AnswerState.APPROVAL
    if not (is_approved and invitation.is_open_at(now)):
        refuse_closed(invitation, now)
    response, outline, answers = _draft(invitation)
    _refuse_incomplete(outline, answers)
    ANSWER.move(invitation, "send", actor=actor)
    invitation.note, invitation.late_until = "", None
    invitation.save(update_fields=["state", "note", "late_until"])
    ente = invitation.ente or Ente.objects.filter(pk=actor.ente_id).first()
    place(response, ente)
    response.is_official, response.sent_at, response.sent_by_id = True, now, actor.person_id
    response.receipt = fingerprint(invitation, answers, now)
    response.save()
    count_in(response, outline, answers)
    record("sent", _("Risposta inviata."), invitation, actor, now, receipt=response.receipt)
    announce("questionnaires.answer.sent", subject=invitation, actor=actor)
    notices.answered(invitation, now=now)
    return response


def place(response: Response, ente: Ente | None) -> None:
    if ente is None:
        return
    response.region = ente.region_id or ""
    response.territory = ente.territory_id or ""
    response.ente_kind = ente.kind
    response.size = size_class(ente.population)


def fingerprint(invitation: Invitation, answers: Mapping[str, Any], now: datetime) -> str:
    """Return the SHA-256 of what was sent, by whom and when: it stands on the receipt."""
    said = [invitation.campaign_id, invitation.pk, now.isoformat(), dict(sorted(answers.items()))]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def count_in(response: Response, outline: Outline, answers: Mapping[str, Any]) -> None:
    """Write the figures of an official answer; hidden questions have none."""
    shown = outline.shown(answers)
    Figure.objects.bulk_create(
        Figure(
            campaign_id=response.campaign_id,
            question_id=question.pk,
            response=response,
            row=one.row,
            code=one.code,
            number=one.number,
        )
        for question in outline.asked
        if question.code in shown
        for one in language.figures(question, answers.get(question.code))
    )


@transaction.atomic
def recall_answer(*, invitation: Invitation, actor: Actor, now: datetime) -> Invitation:
    """Take a sent answer back to mend it, as long as the campaign is open."""
    invitation = lock_invitation(invitation)
    if not invitation.campaign.is_running:
        raise Refusal(
            _("È chiuso: chiedi a chi ha fatto le domande di riaprire la tua risposta."),
            code="closed",
        )
    ANSWER.move(invitation, "recall", actor=actor)
    invitation.save(update_fields=["state"])
    take_off(invitation)
    record("recalled", _("Risposta ripresa per correggerla."), invitation, actor, now)
    notices.ask(invitation, now=now)
    return invitation
