"""What if: lots, thresholds, saving, who drops out. Values of law and prices are passed in.

The total of all lots decides procedure and level, options included, VAT excluded (art. 14, c. 4,
D.Lgs. 36/2023); «inferiore a» is strict, so a threshold is crossed by its very amount. A framework
agreement has a longest duration (art. 59). Nothing here reads a row or a clock.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

ZERO, CENT, HUNDRED = Decimal(0), Decimal("0.01"), Decimal(100)
MONTHS = 12


class Work(StrEnum):
    """What is bought, as thresholds divide it."""

    WORKS = "WORKS"
    SUPPLIES = "SUPPLIES"
    SERVICES = "SERVICES"


class LotsBy(StrEnum):
    NONE = "NONE"
    ZONE = "ZONE"
    KIND = "KIND"
    CPV = "CPV"


class Tool(StrEnum):
    CONTRACT = "CONTRACT"
    FRAMEWORK = "FRAMEWORK"


class NoSaving(StrEnum):
    """Why a saving is not given."""

    NO_HISTORY = "NO_HISTORY"
    NO_VALUE = "NO_VALUE"


@dataclass(frozen=True, slots=True)
class Need:
    """What one ente needs of one thing: quantity and value (euro, VAT excluded) of a year."""

    ente: int
    zone: str
    cpv: str
    unit: str
    quantity: Decimal
    value: Decimal
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What one may change: `months` of duration, `options` in percent, `without` the enti that leave."""

    lots_by: LotsBy = LotsBy.NONE
    digits: int = 3
    tool: Tool = Tool.FRAMEWORK
    months: int = 24
    options: Decimal = ZERO
    only_certain: bool = False
    without: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Threshold:
    """An amount that changes what may be done; `works` are those it is for.

    `is_limit`: «fino a» this amount, so that only more than it crosses; else «inferiore a».
    """

    key: str
    label: str
    amount: Decimal
    source: str
    works: frozenset[Work]
    is_limit: bool = False

    def is_crossed_by(self, total: Decimal) -> bool:
        return total > self.amount if self.is_limit else total >= self.amount


@dataclass(frozen=True, slots=True)
class Price:
    """What past lots of one's own were awarded at: mean rebate in percent, over how many lots."""

    rebate: Decimal
    lots: int


@dataclass(frozen=True, slots=True)
class Reserved:
    """A category that must first be looked for at Consip or a soggetto aggregatore."""

    code: str
    label: str
    prefixes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the simulation is told: thresholds in force, own prices by CPV prefix, reserved categories."""

    thresholds: Sequence[Threshold] = ()
    prices: Mapping[str, Price] = field(default_factory=dict)
    reserved: Sequence[Reserved] = ()
    longest_framework: int = 0  # months; 0 where nobody says


@dataclass(slots=True)
class Lot:
    """A lot as it would be: value of the whole duration, options included."""

    key: str
    value: Decimal = ZERO
    quotas: dict[int, Decimal] = field(default_factory=dict)
    quantities: dict[str, Decimal] = field(default_factory=dict)
    cpvs: dict[str, Decimal] = field(default_factory=dict)
    saving: Decimal | None = None

    @property
    def main_cpv(self) -> str:
        """The CPV that weighs most."""
        return max(self.cpvs, key=lambda code: (self.cpvs[code], code)) if self.cpvs else ""


@dataclass(frozen=True, slots=True)
class Crossed:
    """A threshold beside the total of what it is for."""

    threshold: Threshold
    total: Decimal
    is_crossed: bool

    @property
    def distance(self) -> Decimal:
        return abs(self.threshold.amount - self.total)


@dataclass(frozen=True, slots=True)
class Saving:
    """How much would be saved at one's own past prices; `amount` is None where nothing is known."""

    amount: Decimal | None
    covered: Decimal  # value of what has a price history
    why_not: NoSaving | None
    lots: int


@dataclass(frozen=True, slots=True)
class Flag:
    """What of the total falls in a reserved category."""

    category: Reserved
    value: Decimal


@dataclass(frozen=True, slots=True)
class Leaver:
    """What becomes of the total if one more ente drops out; `undone` are thresholds no more crossed."""

    ente: int
    value: Decimal
    left: Decimal
    undone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A whole scenario. Values in euro, VAT excluded, of the whole duration and options."""

    assumptions: Assumptions
    lots: tuple[Lot, ...]
    total: Decimal
    uncertain: Decimal
    enti: int
    dropped: Decimal
    works: Mapping[Work, Decimal]
    crossed: tuple[Crossed, ...]
    saving: Saving
    flags: tuple[Flag, ...]
    residual: Decimal  # what is left without the reserved categories
    leavers: tuple[Leaver, ...]
    is_too_long: bool


def work_of(cpv: str) -> Work:
    """Say what a CPV buys: 45 works, 50 to 98 services (but 48 is software: supplies), the rest supplies."""
    division = cpv[:2]
    if division == "45":
        return Work.WORKS
    return Work.SERVICES if division >= "50" else Work.SUPPLIES


def lot_key(need: Need, assumptions: Assumptions) -> str:
    match assumptions.lots_by:
        case LotsBy.ZONE:
            return need.zone
        case LotsBy.KIND:
            return str(work_of(need.cpv))
        case LotsBy.CPV:
            return need.cpv[: assumptions.digits]
        case _:
            return ""


def simulate(needs: Iterable[Need], assumptions: Assumptions, facts: Facts) -> Outcome:
    """Make the lots of a scenario and say what follows from them."""
    factor = _factor(assumptions)
    lots: dict[str, Lot] = {}
    by_ente: dict[int, Decimal] = {}
    works_of_ente: dict[tuple[int, Work], Decimal] = {}
    dropped = uncertain = ZERO
    for need in needs:
        if assumptions.only_certain and not need.is_certain:
            continue
        value = need.value * factor
        if need.ente in assumptions.without:
            dropped += value
            continue
        if not need.is_certain:
            uncertain += value
        key = lot_key(need, assumptions)
        lot = lots.get(key) or lots.setdefault(key, Lot(key))
        _add(lot, need, value, factor)
        by_ente[need.ente] = by_ente.get(need.ente, ZERO) + value
        place = (need.ente, work_of(need.cpv))
        works_of_ente[place] = works_of_ente.get(place, ZERO) + value
    made = [_rounded(lots[key]) for key in sorted(lots)]
    works = {
        work: _euro(sum((v for (_e, w), v in works_of_ente.items() if w == work), ZERO))
        for work in Work
    }
    total = sum((lot.value for lot in made), ZERO)
    flags = _flags(made, facts.reserved)
    return Outcome(
        assumptions=assumptions,
        lots=tuple(made),
        total=total,
        uncertain=_euro(uncertain),
        enti=len(by_ente),
        dropped=_euro(dropped),
        works=works,
        crossed=crossed(works, facts.thresholds),
        saving=_saving(made, facts.prices),
        flags=flags,
        residual=max(ZERO, total - sum((flag.value for flag in flags), ZERO)),
        leavers=_leavers(by_ente, works_of_ente, works, total, facts.thresholds),
        is_too_long=_is_too_long(assumptions, facts),
    )


def _factor(assumptions: Assumptions) -> Decimal:
    """From a year's value to that of the whole duration with its options."""
    return Decimal(assumptions.months) / MONTHS * (1 + assumptions.options / HUNDRED)


def _is_too_long(assumptions: Assumptions, facts: Facts) -> bool:
    is_framework = assumptions.tool == Tool.FRAMEWORK
    return bool(is_framework and 0 < facts.longest_framework < assumptions.months)


def _add(lot: Lot, need: Need, value: Decimal, factor: Decimal) -> None:
    lot.quotas[need.ente] = lot.quotas.get(need.ente, ZERO) + value
    lot.quantities[need.unit] = lot.quantities.get(need.unit, ZERO) + need.quantity * factor
    lot.cpvs[need.cpv] = lot.cpvs.get(need.cpv, ZERO) + value


def _rounded(lot: Lot) -> Lot:
    """Round to the cent by ente, so that the quotas of a lot add up to its value."""
    quotas = {ente: _euro(value) for ente, value in lot.quotas.items()}
    return replace(lot, quotas=quotas, value=sum(quotas.values(), ZERO))


def _euro(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def crossed(works: Mapping[Work, Decimal], thresholds: Iterable[Threshold]) -> tuple[Crossed, ...]:
    """Put each threshold beside the total of what it is for; what nothing is bought of is left out."""
    found = []
    for threshold in sorted(thresholds, key=lambda one: one.amount):
        total = sum((works.get(work, ZERO) for work in threshold.works), ZERO)
        if total:
            found.append(Crossed(threshold, total, threshold.is_crossed_by(total)))
    return tuple(found)


def _saving(lots: Iterable[Lot], prices: Mapping[str, Price]) -> Saving:
    """Apply to each CPV the rebate of the nearest own past, from eight digits down to two."""
    amount = covered = whole = ZERO
    used: dict[str, int] = {}
    for lot in lots:
        lot.saving = None
        for cpv, value in lot.cpvs.items():
            whole += value
            prefix = next((cpv[:n] for n in range(len(cpv), 1, -1) if cpv[:n] in prices), None)
            if prefix is None:
                continue
            saved = value * prices[prefix].rebate / HUNDRED
            used[prefix] = prices[prefix].lots
            lot.saving = _euro((lot.saving or ZERO) + saved)
            amount, covered = amount + saved, covered + value
    if not whole:
        return Saving(None, ZERO, NoSaving.NO_VALUE, 0)
    if not used:
        return Saving(None, ZERO, NoSaving.NO_HISTORY, 0)
    return Saving(_euro(amount), _euro(covered), None, sum(used.values()))


def _flags(lots: Iterable[Lot], reserved: Iterable[Reserved]) -> tuple[Flag, ...]:
    """Say what falls in each category; a CPV counts in the first that names it."""
    values: dict[str, Decimal] = {}
    categories = {one.code: one for one in reserved}
    for lot in lots:
        for cpv, value in lot.cpvs.items():
            if code := _category_of(cpv, categories):
                values[code] = values.get(code, ZERO) + value
    return tuple(Flag(categories[code], _euro(values[code])) for code in sorted(values))


def _category_of(cpv: str, categories: Mapping[str, Reserved]) -> str:
    return next((c for c, one in categories.items() if cpv.startswith(one.prefixes)), "")


def _leavers(
    by_ente: Mapping[int, Decimal],
    works_of_ente: Mapping[tuple[int, Work], Decimal],
    works: Mapping[Work, Decimal],
    total: Decimal,
    thresholds: Sequence[Threshold],
) -> tuple[Leaver, ...]:
    """Those who weigh most, and which thresholds would no more be crossed without each."""
    before = {one.threshold.key for one in crossed(works, thresholds) if one.is_crossed}
    found = []
    for ente in sorted(by_ente, key=lambda pk: (-by_ente[pk], pk)):
        left = {work: works[work] - works_of_ente.get((ente, work), ZERO) for work in Work}
        after = {one.threshold.key for one in crossed(left, thresholds) if one.is_crossed}
        value = _euro(by_ente[ente])
        found.append(Leaver(ente, value, total - value, tuple(sorted(before - after))))
    return tuple(found)
