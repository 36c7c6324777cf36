"""What a passport counts: the period that the data of an indicator speak of, the Provinces known in them."""

from dataclasses import dataclass
from datetime import date

from ..rules.engines import spoken
from ..rules.indicators.declaring import Indicator
from ..rules.marts.tables import mart
from .engine import ask
from .lake import the_lake
from .matches import Coverage, coverage

# The column of a mart that says when; what is told only as it is today has none.
WHEN = {"m_lots": "published_on", "m_winners": "year", "m_staff": "year", "m_digital": "funded_on"}
# The table in which the body of a row is named, where it is not the one that is counted.
NAMED_IN = {"staff": "staff_bodies"}
# Their rows are of the Comuni of a Province, by the code of ISTAT: no Province is looked for.
BY_PLACE = ("m_digital",)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day, or year, of the data."""

    first: date | int
    last: date | int

    @property
    def is_of_years(self) -> bool:
        return isinstance(self.first, int)


def span_of(one: Indicator, today: date) -> Span | None:
    """None where the data are a state of things, or are not there. Days to come are mistakes of who wrote."""
    column = WHEN.get(one.mart)
    if column is None:
        return None
    rows, day = mart(one.mart), the_lake().updated_on(*one.origin.tables) or today
    when = rows[column]
    limit = day.year if column == "year" else day
    asked = rows.filter(when <= limit).aggregate(first=when.min(), last=when.max())
    (found,) = ask(spoken(asked))
    if found["first"] is None:
        return None
    return Span(found["first"], found["last"])


def coverage_of(one: Indicator) -> list[Coverage]:
    """Of the rows that name a Province, those whose Province is known, in each table that is counted."""
    if one.mart in BY_PLACE:
        return []
    named = {NAMED_IN.get(table, table) for table in one.origin.tables}
    return [line for line in coverage() if line.table in named]
