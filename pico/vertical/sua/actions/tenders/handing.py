"""«Passaggio di consegne»: a lot given to the RUP of its ente, taken over or returned with reasons."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, open_task

from ...models import HandOver, Lot
from ...permissions import TenderPermission
from ...queries.packages import package_of
from ...terms.tenders import EventKind, HandOverState, LotState
from .telling import happened, locked, noted

ANSWER = "sua.hand_over.answer"
MEND = "sua.hand_over.mend"


def receivers_of(lot: Lot) -> list[Ente]:
    """The enti that take a lot over: those with a quota in it, else those of the tender."""
    with_quota = [one.ente for one in lot.shares.select_related("ente")]
    return with_quota or [
        one.ente for one in lot.tender.places.select_related("ente") if one.ente_id != lot.tender.sua_id
    ]  # fmt: skip


def hand_over_lot(lot: Lot, *, actor: Actor, now: datetime) -> list[HandOver]:
    """Make the package of a lot for each of its enti that has none open, and wait for their answer."""
    busy = set(lot.hand_overs.exclude(state=HandOverState.RETURNED).values_list("ente", flat=True))
    return [
        _give(lot, ente, actor=actor, now=now) for ente in receivers_of(lot) if ente.pk not in busy
    ]


def _give(lot: Lot, ente: Ente, *, actor: Actor, now: datetime) -> HandOver:
    given = HandOver.objects.create(
        lot=lot, ente=ente, package=package_of(lot, ente), sent_at=now, sent_by_id=actor.person_id
    )
    words = _("Lotto %(number)d: consegne passate a %(ente)s.") % {
        "number": lot.number,
        "ente": ente,
    }
    happened(lot.tender, words, kind=EventKind.HAND_OVER, actor=actor, now=now, lot=lot)
    close_task(subject=lot, kind=MEND, now=now)
    open_task(
        subject=given, kind=ANSWER, ente=ente, role=Role.RUP, now=now,
        title=_("Passaggio di consegne: %(lot)s") % {"lot": lot.cig or lot},
        reason=_("Il fascicolo del lotto è pronto: prendilo in carico o restituiscilo."),
        url=f"{lot.tender.get_absolute_url()}consegne/",
    )  # fmt: skip
    return given


@transaction.atomic
def hand_over_again(*, lot: Lot, actor: Actor, now: datetime) -> list[HandOver]:
    """Give the package again to the enti that returned it, mended."""
    actor.require(TenderPermission.RUN, lot)
    lot = _locked(lot)
    if lot.state != LotState.SENT:
        raise Refusal(_("Le consegne si passano quando gli atti sono trasmessi."), code="not_sent")
    given = hand_over_lot(lot, actor=actor, now=now)
    if not given:
        raise Refusal(_("Nessun ente ha restituito le consegne di questo lotto."), code="none_returned")  # fmt: skip
    for one in given:
        _tell(one, "given", _("Consegne passate di nuovo a %(ente)s.") % {"ente": one.ente}, actor, now)  # fmt: skip
    return given


@transaction.atomic
def accept_hand_over(*, hand_over: HandOver, actor: Actor, now: datetime) -> HandOver:
    """Take a lot over for the ente acted for: from now on it answers for the execution."""
    given = _to_answer(hand_over, actor)
    given.state = HandOverState.ACCEPTED
    _answer(given, actor, now)
    _tell(given, "accepted", _("%(ente)s ha preso in carico il lotto %(number)d.") % _names(given), actor, now)  # fmt: skip
    return given


@transaction.atomic
def return_hand_over(*, hand_over: HandOver, reason: str, actor: Actor, now: datetime) -> HandOver:
    """Give a package back with the reasons: the SUA mends it and gives it again."""
    given = _to_answer(hand_over, actor)
    if not reason.strip():
        raise Refusal(_("Scrivi che cosa manca: la SUA lo completa."), code="reason_missing")
    given.state, given.reason = HandOverState.RETURNED, reason.strip()
    _answer(given, actor, now)
    words = _("%(ente)s ha restituito il lotto %(number)d: %(why)s") % {
        **_names(given),
        "why": given.reason,
    }
    _tell(given, "returned", words, actor, now)
    open_task(
        subject=given.lot, kind=MEND, ente=given.lot.tender.sua, role=Role.SUA_OFFICER, now=now,
        title=_("Consegne restituite: %(lot)s") % {"lot": given.lot.cig or given.lot},
        reason=given.reason[:250], url=f"{given.lot.tender.get_absolute_url()}consegne/",
    )  # fmt: skip
    return given


def _locked(lot: Lot) -> Lot:
    tender = locked(lot.tender)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    lot.tender = tender
    return lot


def _to_answer(hand_over: HandOver, actor: Actor) -> HandOver:
    actor.require(TenderPermission.TAKE_OVER, hand_over)
    lot = _locked(hand_over.lot)
    given = HandOver.objects.select_for_update(of=("self",)).get(pk=hand_over.pk)
    given.lot = lot
    if given.state != HandOverState.READY:
        raise Refusal(
            _("Al passaggio di consegne è già stato risposto: «%(state)s».")
            % {"state": given.get_state_display()},
            code="already_answered",
        )
    return given


def _answer(given: HandOver, actor: Actor, now: datetime) -> None:
    given.answered_at, given.answered_by_id = now, actor.person_id
    given.save(update_fields=["state", "reason", "answered_at", "answered_by"])
    close_task(subject=given, kind=ANSWER, now=now)


def _names(given: HandOver) -> dict:
    return {"ente": given.ente, "number": given.lot.number}


def _tell(given: HandOver, what: str, words: str, actor: Actor, now: datetime) -> None:
    noted(
        f"hand_over_{what}", words, tender=given.lot.tender, kind=EventKind.HAND_OVER, actor=actor,
        now=now, lot=given.lot,
    )  # fmt: skip
