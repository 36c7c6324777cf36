"""Values that stand apart from those of the others, by a measure that they cannot bend themselves.

Source: B. Iglewicz, D. Hoaglin, «How to Detect and Handle Outliers», ASQC 1993: modified z-score over
the median absolute deviation, above 3,5 a value is to be looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

LIMIT = Decimal("3.5")
TO_SIGMA = Decimal("0.6745")  # of the median absolute deviation, for a normal distribution
MEAN_TO_SIGMA = Decimal("1.253314")  # of the mean absolute deviation, where the median one is zero
FEWEST = 4  # others; with fewer nothing is said
FACTOR = 2  # against one's own past


@dataclass(frozen=True, slots=True)
class Apart:
    """A value that stands apart: `typical` is the median of the others, or one's own past."""

    value: Decimal
    typical: Decimal
    score: Decimal
    compared: int

    @property
    def is_high(self) -> bool:
        return self.value > self.typical

    @property
    def ratio(self) -> Decimal:
        """How many times the typical value; 0 where that is nothing."""
        return (self.value / self.typical).quantize(Decimal("0.1")) if self.typical else Decimal(0)


def apart_from(value: Decimal, others: Sequence[Decimal]) -> Apart | None:
    """Compare a value with those of the others; None where it does not stand apart, or they are too few."""
    if len(others) < FEWEST:
        return None
    middle = median(others)
    spread = _spread(others, middle)
    distance = abs(value - middle)
    if not distance:
        return None
    score = distance / spread if spread else LIMIT * 2
    return Apart(value, middle, score, len(others)) if score > LIMIT else None


def _spread(others: Sequence[Decimal], middle: Decimal) -> Decimal:
    distances = [abs(one - middle) for one in others]
    if near := median(distances):
        return near / TO_SIGMA
    return sum(distances, Decimal(0)) / len(distances) * MEAN_TO_SIGMA


def apart_from_past(value: Decimal, past: Decimal) -> Apart | None:
    """Compare with what one said last time: twice as much, or half."""
    if past <= 0 or value <= 0 or past / FACTOR < value < past * FACTOR:
        return None
    return Apart(value, past, max(value / past, past / value), 1)
