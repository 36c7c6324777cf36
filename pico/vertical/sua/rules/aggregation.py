"""Needs of many enti made one list: what is alike goes together, what fewer than a few need is hidden."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

ZERO = Decimal(0)
LEVELS = (8, 5, 3)  # digits of the CPV


@dataclass(frozen=True, slots=True)
class Share:
    """What one ente needs of one thing. `value` is a year's, in euro, VAT excluded."""

    ente: int
    zone: str
    cpv: str
    unit: str
    quantity: Decimal
    value: Decimal
    name: str = ""


@dataclass(slots=True)
class Total:
    """What several enti need together."""

    key: tuple
    quantity: Decimal = ZERO
    value: Decimal = ZERO
    enti: set[int] = field(default_factory=set)
    names: set[str] = field(default_factory=set)

    @property
    def count(self) -> int:
        return len(self.enti)


def by_cpv(digits: int, *, with_zone: bool = False) -> Callable[[Share], tuple]:
    """Return the key of a group: CPV cut to so many digits, zone or not, unit (never added across)."""
    if digits not in LEVELS:
        raise ValueError(f"CPV is grouped by {LEVELS} digits, not {digits}.")
    if with_zone:
        return lambda share: (share.cpv[:digits], share.zone, share.unit)
    return lambda share: (share.cpv[:digits], "", share.unit)


def totals(shares: Iterable[Share], key: Callable[[Share], tuple]) -> list[Total]:
    """Add the shares up by key, in the order of the keys."""
    found: dict[tuple, Total] = {}
    for share in shares:
        name = key(share)
        total = found.get(name)
        if total is None:
            total = found[name] = Total(name)
        total.quantity += share.quantity
        total.value += share.value
        total.enti.add(share.ente)
        if share.name:
            total.names.add(share.name)
    return [found[name] for name in sorted(found)]


def shown(total: Total, smallest: int) -> tuple[int, Decimal, Decimal] | None:
    """Return enti, quantity and value as open data; None where fewer than `smallest` enti stand behind."""
    if total.count < smallest:
        return None
    return total.count, total.quantity, total.value
