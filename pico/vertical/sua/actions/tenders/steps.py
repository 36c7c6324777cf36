"""Steps of a tender and of its lots: one transaction each, the lots carried along, the tender following."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.foundation.errors import Refusal
from pico.engines.workflow.tables import Moved

from ...models import Lot, Tender
from ...rules.tenders import least_advanced
from ...terms.tenders import EventKind, LotState, TenderState
from ...workflow.tenders import LOT, TENDER
from ..contracts.feeding import feed_lot
from ..dues.charging import charge_lot
from . import handing, timing
from .notifying import tell_parties
from .telling import happened, locked

# Steps that carry the open lots along, and how each lot calls them.
CARRIED = {
    "approve": ("approve", (LotState.PREPARING,)),
    "reopen": ("reopen", (LotState.APPROVED,)),
    "publish": ("publish", (LotState.APPROVED,)),
    "close_bids": ("close_bids", (LotState.PUBLISHED,)),
    "evaluate": ("evaluate", (LotState.BIDS_CLOSED,)),
    "revoke": ("end", None),
    "cancel": ("end", None),
}
APART = (TenderState.SUSPENDED, TenderState.REVOKED, TenderState.CANCELLED)


@transaction.atomic
def make_tender_step(
    *,
    record: Tender,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Make a step of the table on a tender and, where it is theirs too, on its open lots.

    Refuses what the table refuses, with its codes, and dates that the law does not allow.
    """
    tender = locked(record)
    tender.moment = now
    if name == "publish":
        timing.refuse_short_terms(tender, fields)
    moved = TENDER.move(tender, name, actor=actor, now=now, seen=seen, reserved=True, **fields)
    tender.changed_at = now
    tender.save(update_fields=[*moved.fields, "changed_at"])
    if name in CARRIED:
        _carry(tender, name, now)
    happened(tender, TENDER.sentence(moved), kind=EventKind.STATE, actor=actor, now=now)
    timing.follow_tender(moved)
    tell_parties(
        tender, "sua.tender.state", f"{tender.number}: {tender.state_label}", tender.subject,
        actor=actor, now=now,
    )  # fmt: skip
    record.refresh_from_db()
    return moved


def close_bids(*, now: datetime) -> int:
    """Move, by Pi.Co., the published tenders whose deadline for bids has passed; return how many.

    Each in a transaction of its own; run again, it finds nothing.
    """
    due = Tender.objects.filter(state=TenderState.PUBLISHED, bids_due_at__lte=now).order_by("pk")
    closed = 0
    for tender in due:
        try:
            make_tender_step(
                record=tender, name="close_bids", actor=SYSTEM, now=now, seen=tender.revision
            )
        except Refusal:  # an officer was quicker, or put it off
            continue
        closed += 1
    return closed


def _carry(tender: Tender, name: str, now: datetime) -> None:
    """Move the open lots with their tender, by Pi.Co."""
    step, sources = CARRIED[name]
    wanted = sources or LOT.step(step).sources
    for lot in tender.lots.select_for_update(of=("self",)).filter(state__in=wanted):
        moved = LOT.move(lot, step, actor=SYSTEM, now=now, reserved=True)
        lot.save(update_fields=moved.fields)


@transaction.atomic
def make_lot_step(
    *,
    record: Lot,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Make a step of the table on a lot; its tender follows the least advanced one still open."""
    tender = locked(record.tender)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=record.pk)
    lot.tender = tender
    if before := BEFORE.get(name):
        before(lot, fields, now)
    moved = LOT.move(lot, name, actor=actor, now=now, seen=seen, reserved=True, **fields)
    lot.save(update_fields=moved.fields)
    words = _("Lotto %(number)d: %(what)s") % {"number": lot.number, "what": LOT.sentence(moved)}
    happened(tender, words, kind=EventKind.RESULT, actor=actor, now=now, lot=lot)
    if name == "send":
        handing.hand_over_lot(lot, actor=actor, now=now)
    if name == "award":
        charge_lot(lot, actor=actor, now=now)
    if name == "contract":
        feed_lot(lot, now=now)
    timing.follow_lot(moved)
    follow(tender, now=now)
    tell_parties(
        tender, "sua.tender.lot", f"{tender.number}/{lot.number}: {lot.state_label}", lot.subject,
        actor=actor, now=now,
    )  # fmt: skip
    record.refresh_from_db()
    return moved


def follow(tender: Tender, *, now: datetime) -> None:
    """Bring a tender to the state of its least advanced lot still open."""
    if tender.state in APART:
        return
    target = least_advanced(tender.lots.values_list("state", flat=True))
    if target == tender.state:
        return
    moved = TENDER.move(tender, f"reach_{target.lower()}", actor=SYSTEM, now=now, reserved=True)
    tender.changed_at = now
    tender.save(update_fields=[*moved.fields, "changed_at"])
    timing.follow_tender(moved)


def _not_before(day_name: str, earlier: str) -> Callable[[Lot, dict, datetime], None]:
    """A refusal of days in the wrong order, or still to come."""

    def check(lot: Lot, fields: dict, now: datetime) -> None:
        day, first = fields.get(day_name), getattr(lot, earlier)
        if day and first and day < first:
            raise Refusal(
                _("La data è prima di «%(label)s» (%(first)s): correggila.")
                % {
                    "label": Lot._meta.get_field(earlier).verbose_name,
                    "first": f"{first:%d/%m/%Y}",
                },
                code="days_in_wrong_order",
            )

    return check


def _check_award(lot: Lot, fields: dict, now: datetime) -> None:
    _not_before("awarded_on", "proposed_on")(lot, fields, now)
    awarded, effective = fields.get("awarded_on"), fields.get("effective_on")
    if awarded and effective and effective < awarded:
        raise Refusal(
            _("L'efficacia non precede l'aggiudicazione: correggi le date."),
            code="days_in_wrong_order",
        )


def _check_contract(lot: Lot, fields: dict, now: datetime) -> None:
    _not_before("contract_on", "effective_on")(lot, fields, now)
    if fields.get("contract_on"):
        timing.refuse_contract_in_stand_still(lot, fields["contract_on"])


BEFORE: dict[str, Callable[[Lot, dict, datetime], None]] = {
    "award": _check_award,
    "send": _not_before("told_on", "awarded_on"),
    "contract": _check_contract,
}


__all__ = ["close_bids", "follow", "make_lot_step", "make_tender_step"]
