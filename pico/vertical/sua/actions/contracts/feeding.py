"""The contract register is fed by tenders: when a lot has its contract, and when one is derived."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Ente

from ...models import Contract, DerivedContract, Lot
from ...rules.fees import parts_by_weight
from ...terms.contracts import ContractOrigin
from ...terms.tenders import EventKind, PersonRole, PersonState, TenderKind, Visibility
from ..tenders.telling import happened
from .registering import register_contract

YEAR = 365


def feed_lot(lot: Lot, *, now: datetime) -> list[Contract]:
    """Put the contract of a lot in the register of each of its enti, with its part of the amount.

    A lot of an aggregated tender is a framework: what its enti derive is registered, not the lot. What
    is there already, by hand or from before, stays as it is.
    """
    tender = lot.tender
    if tender.kind == TenderKind.AGGREGATED:
        return []
    if not lot.days:
        _tell_no_end(lot, now)
        return []
    amounts = parts_by_weight(lot.contract_amount, _weights(lot))
    made = [
        _registered(
            lot, ente, lot.cig, lot.contract_on, lot.contract_on + timedelta(days=lot.days), amount,
            now=now,
        )
        for ente, amount in amounts.items()
    ]  # fmt: skip
    return [one for one in made if one]


def feed_derived(derived: DerivedContract, *, now: datetime) -> Contract | None:
    """Put a derived contract in the register of its ente; it ends with its framework."""
    lot = derived.lot
    if not lot.days:
        _tell_no_end(lot, now)
        return None
    ends_on = (lot.contract_on or derived.signed_on) + timedelta(days=lot.days)
    return _registered(
        lot, derived.ente, derived.cig, derived.signed_on, max(ends_on, derived.signed_on),
        derived.amount, now=now,
    )  # fmt: skip


def _weights(lot: Lot) -> dict[Ente, Decimal]:
    """The quotas of the enti in a lot; without, the delegating enti alike, else the SUA itself."""
    if quotas := {one.ente: one.amount for one in lot.shares.select_related("ente") if one.amount}:
        return quotas
    places = [one.ente for one in lot.tender.places.select_related("ente")]
    return dict.fromkeys(places or [lot.tender.sua], Decimal(1))


def _registered(
    lot: Lot,
    ente: Ente,
    cig: str,
    starts_on: date,
    ends_on: date,
    amount: Decimal,
    *,
    now: datetime,
) -> Contract | None:
    """Register a contract, by Pi.Co., unless the ente has this CIG already."""
    if Contract.objects.filter(ente=ente, cig=cig).exists():
        return None
    return register_contract(
        ente=ente, sua=lot.tender.sua, origin=ContractOrigin.TENDER, actor=SYSTEM, now=now,
        fields={
            "cig": cig, "subject": lot.subject, "kind": lot.tender.contract_kind, "cpv": lot.cpv,
            "amount": amount, "starts_on": starts_on, "ends_on": ends_on,
            "yearly_amount": _yearly(amount, (ends_on - starts_on).days),
            "tender_number": lot.tender.number, "rup": _rup_of(lot, ente), **_supplier(lot),
        },
    )  # fmt: skip


def _yearly(amount: Decimal, days: int) -> Decimal | None:
    """The amount of a year, where the contract lasts longer than one."""
    return (amount * YEAR / days).quantize(Decimal("0.01")) if days > YEAR else None


def _supplier(lot: Lot) -> dict[str, Any]:
    winners = list(lot.winners.all())
    first = next((one for one in winners if one.name == lot.main_winner), None)
    return {
        "supplier": lot.main_winner or _("da indicare"),
        "supplier_code": first.fiscal_code if first else "",
    }


def _rup_of(lot: Lot, ente: Ente):
    """The ente's own RUP in the tender, else who answers for its procedure."""
    rows = lot.tender.persons.filter(state=PersonState.ACTIVE, ente=ente, person__isnull=False)
    people = {one.role: one.person for one in rows.select_related("person")}
    return people.get(PersonRole.RP) or people.get(PersonRole.PROCEDURE_HEAD)


def _tell_no_end(lot: Lot, now: datetime) -> None:
    words = _(
        "Lotto %(number)d: manca la durata, il contratto va inserito a mano nel registro dei contratti."
    ) % {"number": lot.number}
    happened(
        lot.tender, words, kind=EventKind.NOTE, actor=SYSTEM, now=now, lot=lot,
        visibility=Visibility.BODY,
    )  # fmt: skip
