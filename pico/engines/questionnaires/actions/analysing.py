"""Open answers are coded with themes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from ..models import Answer, Campaign, Coding, Question, Tag
from ..permissions import QuestionnairePermission
from ..terms import OPEN_TEXTS


@transaction.atomic
def add_tag(
    *, campaign: Campaign, question: Question, label: str, actor: Actor, now: datetime
) -> Tag:
    """Add a theme to a question of text; the same one twice is the same one."""
    actor.require(QuestionnairePermission.DESIGN, campaign)
    label = " ".join(label.split())[:80]
    if not label:
        raise Refusal(_("Scrivi il nome del tema."), code="empty")
    if question.kind not in OPEN_TEXTS:
        raise Refusal(_("I temi si danno alle risposte aperte."), code="not_open")
    tag, is_new = Tag.objects.get_or_create(campaign=campaign, question=question, label=label)
    if is_new:
        trail.record(
            "questionnaires.tag.added", _("Tema «%(t)s» aggiunto.") % {"t": label},
            subject=campaign, actor=actor, now=now,
        )  # fmt: skip
    return tag


@transaction.atomic
def code_answer(
    *, campaign: Campaign, answer: Answer, tags: list[int], actor: Actor, now: datetime
) -> None:
    """Say of which themes, among those of its question, an open answer speaks."""
    actor.require(QuestionnairePermission.DESIGN, campaign)
    known = Tag.objects.filter(campaign=campaign, question=answer.question_id)
    wanted = set(known.filter(pk__in=tags).values_list("pk", flat=True))
    Coding.objects.filter(answer=answer).exclude(tag__in=wanted).delete()
    held = set(Coding.objects.filter(answer=answer).values_list("tag", flat=True))
    Coding.objects.bulk_create(Coding(answer=answer, tag_id=pk) for pk in sorted(wanted - held))
    trail.record(
        "questionnaires.answer.coded", _("Risposta aperta codificata."),
        subject=campaign, actor=actor, now=now, tags=sorted(wanted),
    )  # fmt: skip
