"""The arithmetic of «Scheda della Provincia»: its period, what counts as a change, a place among others.

Everything here is declared and told on the sheet: which indicators, what is large, what is compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.translation import gettext as _

from ..terms.sections import BREAKS, FEWEST, Break, SectionKey

SHARE = "%"
TOLD = 3  # things that changed, things to look at
LEAST_CHANGE = 10.0  # per cent of what it was: less is no change
LEAST_POINTS = 2.0  # of a share
POINT_WEIGHT = 2.5  # a point of a share weighs as so many per cent of a quantity
FEWEST_PLACES = 3  # under so many Provinces with a value there is no place and no middle

# (section, (indicator, family)): of a family one change is told, as they move together.
SECTIONS: tuple[tuple[SectionKey, tuple[tuple[str, str], ...]], ...] = (
    (SectionKey.OVERVIEW, (
        ("lots", "volume"), ("amount", "volume"), ("per_capita", "volume"), ("median_amount", "size"),
        ("direct_share", "direct"), ("direct_amount_share", "direct"),
    )),
    (SectionKey.QUALIFICATION, (
        ("delegated_lots", "delegated"), ("delegated_amount", "delegated"),
        ("delegating_bodies", "delegating"),
    )),
    (SectionKey.AWARDS, (
        ("outcome_coverage", "outcome"), ("discount", "discount"), ("single_bid", "competition"),
        ("median_bids", "competition"), ("deserted", "deserted"), ("days", "time"),
    )),
    (SectionKey.PNRR, (
        ("projects", "projects"), ("financed", "projects"), ("paid", "paid"), ("progress", "paid"),
    )),
    (SectionKey.PNC, (
        ("pnc_projects", "pnc"), ("pnc_financed", "pnc"), ("pnc_coverage", "pnc_cig"),
        ("pnc_tendered", "pnc_cig"),
    )),
    (SectionKey.STAFF, (
        ("heads", "heads"), ("heads_per_residents", "heads"), ("women_share", "women"),
        ("mean_age", "age"), ("replaced", "turnover"),
        ("training_hours", "training"),
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """The days of a sheet, both in; `is_partial` for a year that the data do not know whole yet."""

    first: date
    last: date
    is_partial: bool

    def before(self) -> "Period":
        """The same days of the year before: a year in progress is never put beside a whole one."""
        return Period(
            self.first.replace(year=self.first.year - 1), _a_year_before(self.last), self.is_partial
        )


def period_of(year: int, known_to: date | None) -> Period:
    """The days of a year that data up to `known_to` can know."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if known_to and first <= known_to < last:
        return Period(first, known_to, is_partial=True)
    return Period(first, last, is_partial=False)


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - 1, 2, 28) if is_leap_day else day.replace(year=day.year - 1)


def breaks_between(before: Period, now: Period) -> tuple[Break, ...]:
    """The breaks of the series after which the later period does not say what the earlier one said."""
    return tuple(one for one in BREAKS if before.first < one.on <= now.last)


@dataclass(frozen=True, slots=True)
class Step:
    """An indicator in two periods: values as they are told (none where they are not), and their cases."""

    key: str
    family: str
    is_share: bool
    now: float | None
    before: float | None
    cases: int = FEWEST  # the fewer of the two periods

    @property
    def change(self) -> float | None:
        """Points for a share, per cent of what it was for a quantity; none where it cannot be said."""
        if self.now is None or self.before is None:
            return None
        if self.is_share:
            return self.now - self.before
        return (self.now - self.before) * 100 / abs(self.before) if self.before else None

    @property
    def weight(self) -> float:
        """How large a change it is, in per cent of a quantity; zero for one that is not told."""
        change = abs(self.change or 0.0)
        least = LEAST_POINTS if self.is_share else LEAST_CHANGE
        if change < least or self.cases < FEWEST:
            return 0.0
        return change * POINT_WEIGHT if self.is_share else change


def largest(steps: Iterable[Step], told: int = TOLD) -> list[Step]:
    """The largest changes, one of a family; ties by key, so that a sheet is always the same."""
    found: dict[str, Step] = {}
    for one in sorted(steps, key=lambda one: (-one.weight, one.key)):
        if one.weight:
            found.setdefault(one.family, one)
    return list(found.values())[:told]


@dataclass(frozen=True, slots=True)
class Place:
    """A place among others, from the highest value: no praise, no blame. Equal values share it."""

    number: int
    of: int

    @property
    def end(self) -> str:
        """Which end it is: never which end is good, as the sources do not say it."""
        if self.number == 1:
            return _("il valore più alto")
        return _("il valore più basso") if self.number == self.of else ""


def place(own: float | None, others: Sequence[float | None]) -> Place | None:
    """Where a value stands among those of others that are told; none where they are too few."""
    known = [one for one in others if one is not None]
    if own is None or len(known) + 1 < FEWEST_PLACES:
        return None
    return Place(1 + sum(one > own for one in known), len(known) + 1)


def middle(others: Sequence[float | None]) -> float | None:
    """The median of the values that are told; none where they are too few."""
    known = [one for one in others if one is not None]
    return median(known) if len(known) >= FEWEST_PLACES else None
