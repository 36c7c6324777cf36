"""What a tender costs the ente: the reimbursement of its agreement, and the contribution to ANAC.

Schemes are those of the agreement; agreements of art. 15 L. 241/1990 reimburse costs only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from ..terms.agreements import FeeScheme
from ..terms.dues import DueItem

Who = TypeVar("Who")
CENT = Decimal("0.01")
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class FeeRule:
    """A line of the scheme; `to_amount` excluded ends its band, `rate` is a percentage."""

    scheme: str
    rate: Decimal | None = None
    amount: Decimal | None = None
    to_amount: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FeeLine:
    """A line of the estimate: what it is (`DueItem`), on what it is reckoned, how, how much."""

    item: str
    label: str
    amount: Decimal
    base: Decimal | None = None
    rate: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    lines: tuple[FeeLine, ...]

    @property
    def total(self) -> Decimal:
        return sum((one.amount for one in self.lines), Decimal("0.00"))


def estimate(
    rules: Iterable[FeeRule],
    *,
    base: Decimal,
    contribution: Decimal,
    contribution_source: str,
    incentive_share: Decimal,
) -> Estimate:
    """Add up what a tender of this base costs; `incentive_share` is the percentage of art. 45.

    The contribution to ANAC is a line of its own, unless live costs have it in them.
    """
    chosen = in_band(rules, base)
    lines = [line for rule in chosen if (line := due(rule, base, incentive_share))]
    if not any(rule.scheme == FeeScheme.LIVE_COSTS for rule in chosen):
        label = str(DueItem.ANAC.label)
        lines.append(FeeLine(DueItem.ANAC, label, contribution, note=contribution_source))
    return Estimate(tuple(lines))


def in_band(rules: Iterable[FeeRule], base: Decimal) -> list[FeeRule]:
    """Of each scheme, the line in whose band the amount falls: the narrowest that holds it."""
    found: dict[str, FeeRule] = {}
    for rule in rules:
        if rule.to_amount is not None and base >= rule.to_amount:
            continue
        known = found.get(rule.scheme)
        if known is None or _narrower(rule, known):
            found[rule.scheme] = rule
    return list(found.values())


def _narrower(one: FeeRule, other: FeeRule) -> bool:
    if one.to_amount is None:
        return False
    return other.to_amount is None or one.to_amount < other.to_amount


def due(rule: FeeRule, base: Decimal, incentive_share: Decimal) -> FeeLine | None:
    """A line of the estimate; nothing where the scheme asks nothing."""
    label = str(FeeScheme(rule.scheme).label)
    zero = Decimal("0.00")
    if rule.scheme == FeeScheme.FREE:
        return None
    if rule.scheme == FeeScheme.PER_INHABITANT:
        return FeeLine(
            rule.scheme, label, zero, note=_("Già compreso nel canone annuo della convenzione.")
        )
    if rule.scheme in (FeeScheme.LUMP_SUM, FeeScheme.LIVE_COSTS):
        return FeeLine(rule.scheme, label, rule.amount or zero)
    if rule.scheme == FeeScheme.INCENTIVE:
        whole = base * incentive_share / HUNDRED
        return FeeLine(
            rule.scheme, label, _rounded(whole * (rule.rate or zero) / HUNDRED), whole, rule.rate
        )
    amount = _rounded(base * (rule.rate or zero) / HUNDRED)
    return FeeLine(rule.scheme, label, _within(amount, rule.minimum, rule.maximum), base, rule.rate)


def _within(amount: Decimal, least: Decimal | None, most: Decimal | None) -> Decimal:
    if least is not None and amount < least:
        return least
    return most if most is not None and amount > most else amount


def quota(total: Decimal, *, before: Decimal, part: Decimal, whole: Decimal) -> Decimal:
    """What of a total falls on a part of the whole, to the cent; `before` are the parts already counted.

    The quotas of parts that make the whole make the total, whatever the rounding of each.
    """
    if not whole:
        return Decimal("0.00")
    return _rounded(total * (before + part) / whole) - _rounded(total * before / whole)


def parts_by_weight(amount: Decimal, weights: Mapping[Who, Decimal]) -> dict[Who, Decimal]:
    """Share an amount out by weight, to the cent: the parts make the amount."""
    whole, before, found = sum(weights.values(), Decimal(0)), Decimal(0), {}
    for who, weight in weights.items():
        found[who] = quota(amount, before=before, part=weight, whole=whole)
        before += weight
    return found


def _rounded(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
