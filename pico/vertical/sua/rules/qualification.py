"""What a qualified ente may award alone, and what its score lacks. Source: art. 63, All. II.4, D.Lgs. 36/2023.

Limits and scores come from the dated parameters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ..terms.contracts import LEVELS_OF
from ..terms.procurement import Sector


@dataclass(frozen=True, slots=True)
class LevelValue:
    """A level: up to what an ente may award (None: no limit), the points it asks."""

    code: str
    limit: Decimal | None
    points: int


@dataclass(frozen=True, slots=True)
class Held:
    """A qualification that an ente holds on some days."""

    sector: str
    level: str
    valid_from: date
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an ente may award alone, and the sentence that says why."""

    may: bool
    sentence: str
    is_on_the_edge: bool = False


def level_held(held: Iterable[Held], sector: str, on: date) -> str:
    """Return the highest level in force: of «SF3» and «SF1» the second, whose digit is lower."""
    order = LEVELS_OF[Sector(sector)]
    valid = [one.level for one in held if one.sector == sector and one.is_valid(on)]
    return max(valid, key=order.index, default="")


def may_award(
    held: Iterable[Held],
    sector: str,
    total: Decimal,
    on: date,
    levels: Mapping[str, LevelValue],
    free_limit: Decimal,
) -> Verdict:
    """Say whether an ente may award by itself `total` euro: all lots, options and renewals, VAT excluded.

    `free_limit` is the value that needs no qualification (art. 62 c. 1): for works up to it, for
    services and supplies below it.
    """
    is_works = sector == Sector.WORKS
    if total < free_limit or (is_works and total == free_limit):
        edge = total == free_limit
        said = _("Entro la soglia di autonomia: non serve la qualificazione (art. 62, c. 1).")
        if edge:
            said = _(
                "Esattamente sulla soglia: per l'art. 62 basta l'autonomia, per l'Allegato II.4 serve la qualificazione. Verifica con ANAC."
            )
        return Verdict(True, said, edge)
    level = level_held(held, sector, on)
    if not level:
        return Verdict(
            False, _("Senza qualificazione ANAC non dà il CIG: serve una stazione qualificata.")
        )
    value = levels[level]
    if value.limit is None:
        return Verdict(True, _("Livello %(level)s: nessun limite di importo.") % {"level": level})
    if total <= value.limit:
        return Verdict(True, _("Livello %(level)s: l'importo è nel limite.") % {"level": level})
    return Verdict(
        False,
        _("Il livello %(level)s non basta: l'importo di tutti i lotti supera il limite.")
        % {"level": level},
    )


@dataclass(frozen=True, slots=True)
class Target:
    """A level in a simulation: whether the points reach it, and how many lack."""

    level: str
    points: int
    lacking: Decimal

    @property
    def is_reached(self) -> bool:
        return self.lacking <= 0


def simulate(
    points: Iterable[Decimal], sector: str, levels: Mapping[str, LevelValue], discount: Decimal
) -> list[Target]:
    """Compare the sum of the points with each level, lowest first.

    `discount` is the share taken off the points asked (0.20 for centrali di committenza).
    """
    total = sum(points, Decimal(0))
    found = []
    for code in LEVELS_OF[Sector(sector)]:
        asked = levels[code].points * (1 - discount)
        lacking = max(asked - total, Decimal(0))
        found.append(Target(str(code), int(asked), lacking.quantize(Decimal("0.1"))))
    return found
