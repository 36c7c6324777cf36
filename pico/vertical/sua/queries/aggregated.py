"""Capacity and tracks of an aggregated tender, for who may see the tender."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.http import Http404

from ..models import CapacityTransfer, DerivedContract, Lot, Tender, Track
from ..rules.capacity import residual
from ..terms.aggregated import TransferState


@dataclass(frozen=True, slots=True)
class Capacity:
    """What an ente has in a lot: quota, ordered, given, taken, and what is left."""

    lot: Lot
    ente_id: int
    ceiling: Decimal
    used: Decimal
    given: Decimal
    taken: Decimal

    @property
    def left(self) -> Decimal:
        return residual(ceiling=self.ceiling, used=self.used, given=self.given, taken=self.taken)

    @property
    def percent(self) -> int:
        whole = self.ceiling - self.given + self.taken
        return int(self.used * 100 / whole) if whole else 0


def capacities(tender: Tender) -> dict[int, list[Capacity]]:
    """The capacity of each ente in each lot, by ente: four statements whatever their number."""
    lots = {lot.pk: lot for lot in tender.lots.all()}
    ceilings: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    used, given, taken = defaultdict(Decimal), defaultdict(Decimal), defaultdict(Decimal)
    for lot in tender.lots.prefetch_related("shares"):
        for share in lot.shares.all():
            ceilings[lot.pk, share.ente_id] += share.amount
    for one in DerivedContract.objects.filter(lot__tender=tender):
        used[one.lot_id, one.ente_id] += one.amount
    for one in CapacityTransfer.objects.filter(lot__tender=tender, state=TransferState.APPROVED):
        given[one.lot_id, one.giver_id] += one.amount
        taken[one.lot_id, one.taker_id] += one.amount
    found: dict[int, list[Capacity]] = defaultdict(list)
    for key in sorted({*ceilings, *taken}):
        lot_id, ente_id = key
        found[ente_id].append(
            Capacity(lots[lot_id], ente_id, ceilings[key], used[key], given[key], taken[key])
        )
    return found


def capacity_of(lot: Lot, ente_id: int) -> Capacity | None:
    """The capacity of one ente in one lot, as it is now."""
    rows = capacities(lot.tender).get(ente_id, ())
    return next((one for one in rows if one.lot.pk == lot.pk), None)


def tracks_of(tender: Tender) -> list[Track]:
    rows = list(tender.tracks.select_related("ente"))
    for one in rows:
        one.tender = tender
    return rows


def track(tender: Tender, pk: int) -> Track:
    """A track of a tender that the actor may see; 404 for another's."""
    one = tender.tracks.select_related("ente").filter(pk=pk).first()
    if one is None:
        raise Http404
    one.tender = tender
    return one


def transfer(tender: Tender, pk: int) -> CapacityTransfer:
    rows = CapacityTransfer.objects.filter(lot__tender=tender).select_related(
        "lot", "giver", "taker"
    )
    one = rows.filter(pk=pk).first()
    if one is None:
        raise Http404
    one.lot.tender = tender
    return one
