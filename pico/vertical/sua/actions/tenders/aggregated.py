"""Aggregated tenders: tracks that move, contracts derived within the capacity, capacity given to others."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import close_task, open_task
from pico.core.ui.formats import money
from pico.engines.workflow.tables import Moved

from ...models import CapacityTransfer, DerivedContract, Lot, Tender, Track
from ...permissions import TenderPermission, TrackPermission
from ...queries.aggregated import capacity_of
from ...rules.capacity import derived_card
from ...terms.aggregated import ADHERING, TrackState, TransferState
from ...terms.tenders import EventKind, LotState
from ...workflow.aggregated import TRACK
from ..checks.cigs import sound_cig
from ..contracts.feeding import feed_derived
from .telling import happened, locked, noted

ACTIVE = (LotState.SENT, LotState.CONTRACTED, LotState.RUNNING)
APPROVE = "sua.capacity.approve"


def begin_tracks(tender: Tender, *, is_collected: bool) -> None:
    """Give each ente of an aggregated tender its track; needs already collected are validated."""
    state = TrackState.VALIDATED if is_collected else TrackState.INVITED
    Track.objects.bulk_create(
        Track(tender=tender, ente=place.ente, state=state)
        for place in tender.places.select_related("ente")
    )


@transaction.atomic
def make_track_step(
    *,
    record: Track,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Make a step of the table on the track of an ente."""
    tender = locked(record.tender)
    track = Track.objects.select_for_update(of=("self",)).get(pk=record.pk)
    track.tender = tender
    moved = TRACK.move(track, name, actor=actor, now=now, seen=seen, reserved=True, **fields)
    track.save(update_fields=moved.fields)
    words = _("%(ente)s: %(what)s") % {"ente": track.ente, "what": TRACK.sentence(moved)}
    happened(tender, words, kind=EventKind.STATE, actor=actor, now=now)
    record.refresh_from_db()
    return moved


@transaction.atomic
def derive_contract(
    *,
    lot: Lot,
    track: Track,
    cig: str,
    amount: Decimal,
    signed_on: date,
    actor: Actor,
    now: datetime,
    act: str = "",
    has_new_competition: bool = False,
) -> DerivedContract:
    """Record a contract of an ente on a lot, under its own CIG, within what it may still order.

    Refuses before the framework is there, who did not adhere, a wrong or taken CIG, more than is left.
    """
    actor.require(TrackPermission.ORDER, track)
    tender = locked(lot.tender)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot.pk)
    track = Track.objects.select_for_update(of=("self",)).get(pk=track.pk)
    lot.tender = track.tender = tender
    if lot.tender_id != track.tender_id or lot.state not in ACTIVE:
        raise Refusal(
            _("I contratti derivati si fanno dopo l'aggiudicazione, a convenzione attiva."),
            code="not_active",
        )
    if track.state not in ADHERING:
        raise Refusal(_("%(ente)s non ha aderito.") % {"ente": track.ente}, code="not_adherent")
    _refuse_more_than_is_left(lot, track.ente, amount)
    card, _why = derived_card(technique=tender.technique, has_new_competition=has_new_competition)
    contract = DerivedContract.objects.create(
        lot=lot, ente=track.ente, cig=_free_cig(cig, tender.sua), amount=amount, signed_on=signed_on,
        act=act[:250], card=card,
    )  # fmt: skip
    feed_derived(contract, now=now)
    if track.state == TrackState.ADHERENT:
        moved = TRACK.move(track, "derive", actor=SYSTEM, now=now, reserved=True)
        track.save(update_fields=moved.fields)
    noted(
        "derived", _("%(ente)s: contratto derivato %(cig)s, %(amount)s.") % {"ente": track.ente, "cig": contract.cig, "amount": money(amount)},
        tender=tender, lot=lot, kind=EventKind.RESULT, actor=actor, now=now,
    )  # fmt: skip
    return contract


def _refuse_more_than_is_left(lot: Lot, ente: Ente, amount: Decimal) -> None:
    capacity = capacity_of(lot, ente.pk)
    left = capacity.left if capacity else Decimal(0)
    if not 0 < amount <= left:
        raise Refusal(
            _(
                "A %(ente)s restano %(left)s sul lotto %(number)d: riduci l'importo o chiedi capacità."
            )
            % {"ente": ente, "left": money(left), "number": lot.number},
            code="above_capacity",
        )


def _free_cig(cig: str, sua: Ente) -> str:
    code = sound_cig(cig, sua)
    if Lot.objects.filter(cig=code).exists() or DerivedContract.objects.filter(cig=code).exists():
        raise Refusal(
            _("Il CIG %(cig)s è già usato: serve un CIG derivato.") % {"cig": code},
            code="cig_is_taken",
        )
    return code


@transaction.atomic
def offer_capacity(
    *,
    lot: Lot,
    track: Track,
    taker: Ente,
    amount: Decimal,
    reason: str,
    actor: Actor,
    now: datetime,
) -> CapacityTransfer:
    """Ask the SUA to let another ente of the tender have capacity that one does not need."""
    actor.require(TrackPermission.ORDER, track)
    tender = locked(lot.tender)
    lot.tender = tender
    if taker.pk == track.ente_id or not _adheres(tender, taker):
        raise Refusal(
            _("La capacità si cede a un altro ente che ha aderito alla gara."), code="not_adherent"
        )
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo."), code="reason_missing")
    _refuse_more_than_is_left(lot, track.ente, amount)
    asked = CapacityTransfer.objects.create(
        lot=lot, giver=track.ente, taker=taker, amount=amount, reason=reason.strip()[:250],
        asked_at=now, asked_by_id=actor.person_id,
    )  # fmt: skip
    _tell(asked, "capacity_offered", _("%(giver)s cede %(amount)s a %(taker)s: da approvare."), actor, now)  # fmt: skip
    open_task(
        subject=asked, kind=APPROVE, ente=tender.sua, role=Role.SUA_OFFICER, now=now,
        title=_("Cessione di capacità: %(number)s") % {"number": tender.number},
        reason=str(asked)[:250], url=f"{tender.get_absolute_url()}enti/",
    )  # fmt: skip
    return asked


@transaction.atomic
def answer_transfer(
    *, transfer: CapacityTransfer, is_approved: bool, actor: Actor, now: datetime
) -> CapacityTransfer:
    """Approve or refuse a transfer; what is left is looked at again."""
    actor.require(TenderPermission.RUN, transfer.lot)
    tender = locked(transfer.lot.tender)
    asked = CapacityTransfer.objects.select_for_update(of=("self",)).get(pk=transfer.pk)
    asked.lot.tender = tender
    if asked.state != TransferState.ASKED:
        raise Refusal(_("Alla cessione è già stato risposto."), code="already_answered")
    if is_approved:
        _refuse_more_than_is_left(asked.lot, asked.giver, asked.amount)
    asked.state = TransferState.APPROVED if is_approved else TransferState.REFUSED
    asked.answered_at = now
    asked.save(update_fields=["state", "answered_at"])
    close_task(subject=asked, kind=APPROVE, now=now)
    words = _("%(giver)s cede %(amount)s a %(taker)s: approvata.") if is_approved else _("%(giver)s cede %(amount)s a %(taker)s: rifiutata.")  # fmt: skip
    _tell(asked, "capacity_answered", words, actor, now)
    return asked


def _adheres(tender: Tender, ente: Ente) -> bool:
    return tender.tracks.filter(ente=ente, state__in=ADHERING).exists()


def _tell(asked: CapacityTransfer, what: str, words: str, actor: Actor, now: datetime) -> None:
    said = words % {"giver": asked.giver, "taker": asked.taker, "amount": money(asked.amount)}
    noted(what, said, tender=asked.lot.tender, lot=asked.lot, kind=EventKind.NOTE, actor=actor, now=now)  # fmt: skip
