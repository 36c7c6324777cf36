"""What texts, prints and packages say of a tender."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from ..models import Lot, Sitting, Tender, TenderPerson
from ..terms.tenders import COMMISSION, PersonRole, PersonState


def facts_of(
    tender: Tender, *, now: datetime, lot: Lot | None = None, sitting: Sitting | None = None
) -> dict[str, Any]:
    """The data of a tender as texts name them."""
    persons = [
        one for one in tender.persons.select_related("ente") if one.state == PersonState.ACTIVE
    ]
    return {
        "tender": tender,
        "today": timezone.localdate(now),
        "lot": lot,
        "lots": [lot] if lot else list(tender.lots.prefetch_related("winners")),
        "sitting": sitting,
        "present": in_office(sitting.present.all()) if sitting else (),
        "bodies": [one.ente for one in tender.places.select_related("ente")],
        "commission": [one for one in persons if one.role in COMMISSION],
        "rup": next((one for one in persons if one.role in (PersonRole.SUA_RUP, PersonRole.RP)), None),
        "winners": list(lot.winners.all()) if lot else (),
    }  # fmt: skip


def in_office(persons: Iterable[TenderPerson]) -> list[TenderPerson]:
    """Who presides first, as minutes name them."""
    roles = PersonRole.values
    return sorted(persons, key=lambda one: (roles.index(one.role), one.name))
