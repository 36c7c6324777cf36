"""The values of the law that the RUP's pages need, on a day, from the dated parameters."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from ..rules.qualification import LevelValue
from ..rules.requirements import Values
from ..terms.contracts import Level
from ..terms.procurement import Sector
from . import parameters

WORKS_EU = "soglia.ue.lavori"
SUPPLIES_EU = "soglia.ue.servizi_forniture.sub_centrali"
FREE = {
    Sector.WORKS: "soglia.autonomia.lavori",
    Sector.GOODS: "soglia.autonomia.servizi_forniture",
}


WORKS_YEARS = (
    "rup.esperienza.lavori",
    "rup.esperienza.lavori.intermedia",
    "rup.esperienza.lavori.ue",
)
SUPPLIES_YEARS = ("rup.esperienza.servizi_forniture", "rup.esperienza.servizi_forniture.ue")
UNLICENSED_YEARS = "rup.esperienza.non_abilitato"
WORKS_MIDDLE = "rup.soglia.lavori"
DISCOUNT = "qualificazione.centrale.riduzione"


def requirements(on: date) -> Values:
    """What Allegato I.2 asks of a RUP on a day, in one query."""
    keys = (WORKS_MIDDLE, WORKS_EU, SUPPLIES_EU, *WORKS_YEARS, *SUPPLIES_YEARS, UNLICENSED_YEARS)
    read = _read(keys, on)
    first, middle, last = (int(read[key]) for key in WORKS_YEARS)
    below, above = (int(read[key]) for key in SUPPLIES_YEARS)
    return Values(
        works_middle=Decimal(read[WORKS_MIDDLE]),
        works_eu=Decimal(read[WORKS_EU]),
        supplies_eu=Decimal(read[SUPPLIES_EU]),
        works_years=(first, middle, last),
        supplies_years=(below, above),
        unlicensed_years=int(read[UNLICENSED_YEARS]),
    )


def levels(on: date) -> dict[str, LevelValue]:
    """The levels of qualification on a day, in one query."""
    limits = {str(level): f"qualificazione.{level}.limite" for level in Level}
    points = {str(level): f"qualificazione.{level}.punti" for level in Level}
    read = _read((*limits.values(), *points.values(), WORKS_EU), on)
    return {
        level: LevelValue(level, _limit(read[limits[level]]), int(read[points[level]]))
        for level in limits
    }


def free_limit(sector: str, on: date) -> Decimal:
    """The value that needs no qualification (art. 62 c. 1)."""
    return Decimal(parameters.value(FREE[Sector(sector)], on).value)


def central_discount(on: date) -> Decimal:
    """The share taken off the points asked of a centrale di committenza."""
    return Decimal(parameters.value(DISCOUNT, on).value) / 100


def renewal_months(on: date) -> int:
    """How long before its end a qualification is updated to ANAC."""
    return int(parameters.value("qualificazione.aggiornamento", on).value)


def _read(keys: Iterable[str], on: date) -> dict[str, Any]:
    """The values of these keys; refuses, naming it, one that has none on that day."""
    found = parameters.values(on, keys)
    return {key: (found[key] if key in found else parameters.value(key, on)).value for key in keys}


def _limit(value: Any) -> Decimal | None:
    return None if value is None else Decimal(value)
