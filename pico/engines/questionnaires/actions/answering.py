"""An answer given in one go: nothing of it is kept before it is sent."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from .. import notices
from ..language import values as language
from ..language.errors import Wrong
from ..language.outline import Outline
from ..models import Answer, Campaign, Invitation, Response
from ..permissions import QuestionnairePermission
from ..queries.definitions import outline_of
from ..terms import AnswerState, Audience
from .locking import lock_questions
from .passing import take_passage
from .sending import count_in, place


def check_values(
    outline: Outline, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values to keep and the errors, by code; what is not shown is not kept."""
    kept: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in outline.asked:
        try:
            value = language.clean(question, values.get(question.code))
        except Wrong as error:
            errors[question.code] = error.message
        else:
            if value is not None:
                kept[question.code] = value
    shown = outline.shown(kept)
    for question in outline.missing(kept):
        errors.setdefault(question.code, _("Questa risposta è obbligatoria."))
    return (
        {code: value for code, value in kept.items() if code in shown},
        {code: message for code, message in errors.items() if code in shown},
    )


@transaction.atomic
def answer_in_one_go(
    *,
    campaign: Campaign,
    values: Mapping[str, Any],
    nonce: str,
    actor: Actor,
    now: datetime,
    whence: str = "",
) -> tuple[Response | None, dict[str, str]]:
    """Take a whole answer at once; nothing of it was kept before. Returns it, or the errors.

    Of an anonymous one is kept what was answered and, apart and without a moment, that the person
    did; no line is written in the trail. Refuses a second answer, and a form sent twice. `whence` tells
    visitors of a public poll apart for a day (`passing`).
    """
    campaign = Campaign.objects.select_related("owner", "questionnaire").get(pk=campaign.pk)
    if not campaign.is_running or (campaign.closes_at and now > campaign.closes_at):
        raise Refusal(_("Il sondaggio è chiuso: non si può più rispondere."), code="closed")
    outline = outline_of(campaign.questionnaire)
    invitation = _participant(campaign, actor)
    kept, errors = check_values(outline, values)
    if errors:
        return None, errors
    response = _new_response(campaign, invitation, nonce, actor, now)
    if campaign.audience == Audience.PUBLIC and whence:
        take_passage(campaign=campaign, whence=whence, now=now)
    Answer.objects.bulk_create(
        Answer(response=response, question_id=question.pk, value=kept[question.code])
        for question in outline.asked
        if question.code in kept
    )
    count_in(response, outline, kept)
    lock_questions(campaign.questionnaire_id, now)
    if invitation:
        Invitation.objects.filter(pk=invitation.pk).update(state=AnswerState.SENT)
        notices.answered(invitation, now=now)
    return response, {}


def _participant(campaign: Campaign, actor: Actor) -> Invitation | None:
    """Hold the mark that this person, or ente, takes part; nobody's where anybody may answer."""
    if campaign.audience == Audience.PUBLIC:
        return None
    if not actor.is_known:
        raise Refusal(_("Accedi per rispondere."), code="sign_in")
    if campaign.audience == Audience.READERS:
        if not actor.may_read(campaign.scope):
            raise Refusal(_("Questo sondaggio non è rivolto a te."), code="not_permitted")
        Invitation.objects.get_or_create(campaign=campaign, person_id=actor.person_id)
    mine = {"ente": actor.ente_id} if campaign.asks_enti else {"person": actor.person_id}
    held = Invitation.objects.select_for_update(of=("self",)).filter(campaign=campaign, **mine)
    invitation = held.select_related("ente", "person").first()
    if invitation is None:
        raise Refusal(_("Questo sondaggio non è rivolto a te."), code="not_permitted")
    actor.require(QuestionnairePermission.APPROVE, invitation)
    if invitation.state == AnswerState.SENT:
        raise Refusal(_("Hai già risposto: ogni risposta vale una volta."), code="already_sent")
    return invitation


def _new_response(campaign, invitation, nonce, actor, now) -> Response:
    response = Response(campaign=campaign, is_official=True)
    if campaign.audience == Audience.PUBLIC:
        response.nonce = hashlib.sha256(nonce.encode()).hexdigest()
    if not campaign.is_anonymous and invitation:
        response.invitation = invitation
        response.sent_at, response.sent_by_id = now, actor.person_id
        place(response, Ente.objects.filter(pk=actor.ente_id).first())
    try:
        with transaction.atomic():
            response.save(force_insert=True)
    except IntegrityError:
        raise Refusal(
            _("Questa risposta è già arrivata: non serve inviarla di nuovo."), code="already_sent"
        ) from None
    return response
