"""One answer held still while it is changed, and what keeps it from being changed."""

from datetime import datetime

from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import datetime_it

from ..models import Invitation, Questionnaire
from ..queries import answers as queries
from ..terms import WRITABLE, AnswerState


def lock_invitation(invitation: Invitation) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("campaign__owner", "campaign__questionnaire", "ente", "person")
        .get(pk=invitation.pk)
    )


def record(what: str, sentence: str, invitation: Invitation, actor: Actor, now: datetime, **data):
    trail.record(
        f"questionnaires.answer.{what}", sentence, subject=invitation, actor=actor, now=now, **data
    )


def refuse_closed(invitation: Invitation, now: datetime) -> None:
    if invitation.state == AnswerState.SENT:
        response = queries.response_of(invitation)
        who = response.sent_by if response and response.sent_by else invitation
        at = response.sent_at if response else None
        raise Refusal(
            _("La risposta è già stata inviata da %(who)s, %(at)s.")
            % {"who": who, "at": datetime_it(at)},
            code="already_sent",
        )
    if not invitation.is_open_at(now):
        raise Refusal(
            _("Il questionario è chiuso: chi lo ha inviato può riaprire la tua risposta."),
            code="closed",
        )
    if invitation.state == AnswerState.APPROVAL:
        raise Refusal(
            _("La risposta aspetta l'approvazione: chi approva può rimandarla in compilazione."),
            code="in_approval",
        )
    if invitation.state not in WRITABLE:
        raise Refusal(_("Il termine per rispondere è passato."), code="closed")


def lock_questions(questionnaire_id: int, now: datetime) -> None:
    """The first answer fixes the questions."""
    Questionnaire.objects.filter(pk=questionnaire_id, locked_at=None).update(locked_at=now)
