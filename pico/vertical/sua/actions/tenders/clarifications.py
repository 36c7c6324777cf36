"""«Chiarimenti»: received, answered in a draft, published without a name, before the day of the law."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.engines.deadlines.queries.terms import open_term

from ...models import Clarification, Tender
from ...permissions import TenderPermission
from ...terms.tenders import ClarificationState, EventKind, TenderState, Visibility
from . import timing
from .telling import locked, noted


@transaction.atomic
def receive_question(
    *, tender: Tender, text: str, asker: str, asked_at: datetime, actor: Actor, now: datetime
) -> Clarification:
    """Write down a question that came through the certified platform, in the time for asking."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    if tender.state != TenderState.PUBLISHED:
        raise Refusal(_("I chiarimenti si chiedono a gara pubblicata."), code="not_published")
    if not text.strip():
        raise Refusal(_("Scrivi il quesito."), code="text_missing")
    if tender.questions_due_at and asked_at > tender.questions_due_at:
        raise Refusal(
            _("Il quesito è arrivato dopo il termine per chiedere chiarimenti: non va registrato."),
            code="too_late",
        )
    number = tender.clarifications.count() + 1
    one = Clarification.objects.create(
        tender=tender, number=number, received_text=text.strip(), asker=asker.strip()[:250],
        asked_at=asked_at, question=text.strip(),
    )  # fmt: skip
    _tell(one, "received", _("Quesito %(number)d ricevuto.") % {"number": number}, actor, now)
    return one


@transaction.atomic
def draft_answer(
    *,
    clarification: Clarification,
    question: str,
    answer: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
) -> Clarification:
    """Write what will be published. Who wrote on what he saw before a colleague changed it is told."""
    actor.require(TenderPermission.RUN, clarification)
    one = _locked(clarification)
    _refuse_published(one)
    if seen is not None and seen != one.revision:
        raise Refusal(
            _(
                "Nel frattempo un collega ha cambiato la bozza: ricarica la pagina e riprendi da lì."
            ),
            code="changed_meanwhile",
        )
    one.question, one.answer = question.strip(), answer.strip()
    one.answered_by_id = actor.person_id
    one.state = ClarificationState.DRAFTED if one.answer else ClarificationState.RECEIVED
    one.revision += 1
    one.save(update_fields=["question", "answer", "answered_by", "state", "revision"])
    _tell(one, "drafted", _("Quesito %(number)d: risposta in bozza.") % {"number": one.number}, actor, now)  # fmt: skip
    return one


@transaction.atomic
def publish_answer(*, clarification: Clarification, actor: Actor, now: datetime) -> Clarification:
    """Publish question and answer, without a name.

    Refuses an empty answer, the asker's name in the words, and after the last day that the law leaves.
    """
    actor.require(TenderPermission.RUN, clarification)
    one = _locked(clarification)
    _refuse_published(one)
    if not one.question or not one.answer:
        raise Refusal(_("Scrivi quesito e risposta prima di pubblicare."), code="text_missing")
    if one.asker and one.asker.casefold() in f"{one.question} {one.answer}".casefold():
        raise Refusal(
            _("Nel testo c'è il nome di chi ha chiesto: toglilo, la pubblicazione è anonima."),
            code="not_anonymous",
        )
    term = open_term(one.tender, timing.QUESTIONS)
    if term and term.due_at and now > term.due_at:
        raise Refusal(
            _(
                "La risposta andava pubblicata entro il %(day)s: prima proroga la scadenza delle offerte."
            )
            % {"day": f"{term.due_on:%d/%m/%Y}"},
            code="too_late",
        )
    one.state, one.published_at = ClarificationState.PUBLISHED, now
    one.revision += 1
    one.save(update_fields=["state", "published_at", "revision"])
    _tell(one, "published", _("Chiarimento %(number)d pubblicato.") % {"number": one.number}, actor, now, Visibility.PUBLIC)  # fmt: skip
    return one


def _locked(clarification: Clarification) -> Clarification:
    tender = locked(clarification.tender)
    one = Clarification.objects.select_for_update(of=("self",)).get(pk=clarification.pk)
    one.tender = tender
    return one


def _refuse_published(one: Clarification) -> None:
    if one.state == ClarificationState.PUBLISHED:
        raise Refusal(_("Il chiarimento è pubblicato: non si cambia più."), code="published")


def _tell(one, what, words, actor, now, visibility=Visibility.SUA) -> None:
    noted(
        f"clarification_{what}", words, tender=one.tender, kind=EventKind.CLARIFICATION, actor=actor,
        now=now, visibility=visibility,
    )  # fmt: skip
