"""The answer of an ente goes to the SUA and comes back: approval, receipt, comments, validation."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.engines.workflow.actions import Bulk, move_all
from pico.engines.workflow.tables import Moved

from ...models import NeedAnswer, NeedLine
from ...permissions import CampaignPermission
from ...queries.campaigns import answers as queries
from ...queries.campaigns.outliers import doubts
from ...workflow.campaigns import ANSWER
from . import telling
from .recording import lock_answer, record
from .running import end_of_day

LATE = ("send_back", "reopen")
NEEDS_TIME = ("ask_approval", "rework", "send", "declare_nothing", "recall")


@transaction.atomic
def make_step(
    *,
    record: NeedAnswer,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> NeedAnswer:
    """Make any step of an answer, with what follows from it."""
    answer = lock_answer(record)
    if name in NEEDS_TIME and not answer.is_open_at(now):
        raise Refusal(
            _("La raccolta è chiusa: chiedi alla SUA di riaprire la risposta del tuo ente."),
            code="closed",
        )
    if name in CHECKS:
        CHECKS[name](answer)
    moved = ANSWER.move(answer, name, actor=actor, now=now, seen=seen, **fields)
    also = FOLLOWS[name](answer, moved, now) if name in FOLLOWS else ()
    answer.save(update_fields=[*moved.fields, *also])
    return answer


def _refuse_proposals(answer: NeedAnswer) -> None:
    """What was filled in beforehand is nobody's word until it is confirmed."""
    many = answer.lines.filter(quantity__gt=0).exclude(proposed="").count()
    if many:
        raise Refusal(
            _("Righe precompilate da confermare: %(n)d. Controllale e salva la loro sezione.")
            % {"n": many},
            code="proposals_left",
        )


def _refuse_doubts(answer: NeedAnswer) -> None:
    """A value that stands apart is explained, by the ente or by the officer, before it counts."""
    left = [one.line for one in doubts(answer).values() if not one.is_explained]
    if left:
        raise Refusal(
            _("Valori anomali senza spiegazione: %(lines)s. Scrivi la spiegazione, o restituisci la risposta.")
            % {"lines": "; ".join(str(line) for line in left[:3])},
            code="outliers_unexplained",
        )  # fmt: skip


CHECKS = {
    "ask_approval": _refuse_proposals,
    "send": _refuse_proposals,
    "validate": _refuse_doubts,
}


def _asked(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    telling.ask_approval(answer=answer, who=moved.actor.person_name, now=now)
    return ()


def _reworked(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    telling.approval_done(answer=answer, now=now)
    answer.note = str(moved.given["reason"])
    return ("note",)


def _sent(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    answer.commitment = moved.given["commitment"]
    answer.signatory = moved.given["signatory"]
    answer.lines.exclude(comment="").update(comment="")
    return _handed_in(answer, moved, now, is_to_check=True)


def _nothing(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    answer.lines.exclude(proposed="").delete()
    return _handed_in(answer, moved, now, is_to_check=False)


def _handed_in(
    answer: NeedAnswer, moved: Moved, now: datetime, *, is_to_check: bool
) -> tuple[str, ...]:
    answer.sent_at, answer.sent_by_id, answer.note = now, moved.actor.person_id, ""
    answer.receipt = fingerprint(answer)
    telling.answered(answer=answer, now=now)
    if is_to_check:
        telling.to_check(answer=answer, now=now)
    return ("commitment", "signatory", "sent_at", "sent_by", "note", "receipt")


def _recalled(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    telling.checked(answer=answer, now=now)
    telling.ask(answer=answer, now=now)
    return ()


def _given_back(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    """Who corrects after the end is given some days; who corrects before it has until then."""
    answer.note = str(moved.given["reason"])
    if not answer.campaign.is_running:
        answer.late_until = end_of_day(moved.given.get("until"), now)
        if answer.late_until <= now:
            raise Refusal(
                _("Il giorno scelto è passato: scegline uno che viene."), code="not_later"
            )
    telling.checked(answer=answer, now=now)
    telling.given_back(answer=answer, reason=answer.note, now=now)
    return ("note", "late_until")


def _validated(answer: NeedAnswer, moved: Moved, now: datetime) -> tuple[str, ...]:
    answer.validated_at = now
    telling.checked(answer=answer, now=now)
    return ("validated_at",)


FOLLOWS = {
    "ask_approval": _asked,
    "rework": _reworked,
    "send": _sent,
    "declare_nothing": _nothing,
    "recall": _recalled,
    "send_back": _given_back,
    "reopen": _given_back,
    "validate": _validated,
}


def fingerprint(answer: NeedAnswer) -> str:
    """The SHA-256 of what was sent, written always the same way."""
    rows = [
        [line.cpv, line.description, line.variant, line.unit, f"{line.quantity:f}", f"{line.amount:f}",
         str(line.starts_on or ""), line.months, line.adhesion]
        for line in queries.lines_of(answer).order_by("pk")
    ]  # fmt: skip
    head = [answer.campaign_id, answer.ente_id, answer.commitment, answer.signatory]
    return hashlib.sha256(json.dumps([head, rows]).encode()).hexdigest()


def validate_all(*, answers: Iterable[NeedAnswer], actor: Actor, now: datetime) -> Bulk:
    """Validate many answers, each by itself: one that is refused stops nobody."""
    return move_all(records=answers, name="validate", act=make_step, actor=actor, now=now)


@transaction.atomic
def comment_line(*, line: NeedLine, comment: str, actor: Actor, now: datetime) -> NeedLine:
    """Say what is wrong with a line of an answer that is being looked at; empty, it is taken away."""
    actor.require(CampaignPermission.CHECK, line.answer)
    if line.answer.campaign.is_frozen:
        raise Refusal(
            _("La campagna è consolidata: le risposte non si toccano più."), code="frozen"
        )
    line.comment = comment.strip()
    line.save(update_fields=["comment"])
    record("need.commented", _("Commento a «%(line)s».") % {"line": line}, line.answer, actor, now)
    return line


@transaction.atomic
def explain_line(*, line: NeedLine, explanation: str, actor: Actor, now: datetime) -> NeedLine:
    """Say why a value stands apart: the ente that gave it, or the SUA that looked into it."""
    answer = line.answer
    if not actor.can(CampaignPermission.CHECK, answer):
        actor.require(CampaignPermission.FILL, answer)
    if answer.campaign.is_frozen:
        raise Refusal(
            _("La campagna è consolidata: le risposte non si toccano più."), code="frozen"
        )
    line.explanation = explanation.strip()
    line.save(update_fields=["explanation"])
    record("need.explained", _("Spiegazione di «%(line)s».") % {"line": line}, answer, actor, now)
    return line


@transaction.atomic
def change_zone(*, answers: Iterable[NeedAnswer], zone: str, actor: Actor, now: datetime) -> int:
    """Say in which part of the territory these enti are, for lots by territory. Returns how many."""
    found = list(answers)
    for answer in found:
        actor.require(CampaignPermission.CHECK, answer)
        if answer.campaign.is_frozen:
            raise Refusal(
                _("La campagna è consolidata: gli ambiti non cambiano più."), code="frozen"
            )
        answer.zone = zone.strip()[:80]
        answer.save(update_fields=["zone"])
        record(
            "need.zone", _("Ambito: %(zone)s.") % {"zone": answer.zone or "–"}, answer, actor, now
        )
    return len(found)
