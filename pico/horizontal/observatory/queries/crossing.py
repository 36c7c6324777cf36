"""Self-service: indicators by one dimension, from and to the address; what of them goes together."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from urllib.parse import parse_qs, urlencode

from ..rules.engines import spoken
from ..rules.indicators.declaring import Indicator
from ..rules.indicators.every import INDICATORS, PUBLIC_KEYS
from ..rules.indicators.projects import PNC_INDICATORS
from ..rules.marts.tables import mart
from ..terms.crossing import COLUMNS, MOST_INDICATORS, OF_MART, Dimension
from . import filters as narrowed
from .engine import OF_BODY, WITH_RESIDENTS, Row, answer, ask, question
from .filters import NAMES, Filters

CHOSEN, BY, DRAWN = "indicatore", "per", "grafico"
TABLE_ALONE = "no"
PNRR, PNC = "PNRR", "PNC"
_OF_PNC = frozenset(one.key for one in PNC_INDICATORS)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A choice that can be answered: indicators of one family, a dimension that all of them have.

    `left_out` are indicators asked for that count something else; `is_moved` says that another
    dimension was asked for.
    """

    indicators: tuple[Indicator, ...]
    dimension: Dimension
    filters: Filters
    is_drawn: bool = True
    left_out: tuple[Indicator, ...] = ()
    is_moved: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(one.key for one in self.indicators)

    @property
    def is_public(self) -> bool:
        return PUBLIC_KEYS.issuperset(self.keys)

    @property
    def query(self) -> str:
        """The address of the choice: equal choices have equal ones."""
        pairs = [(CHOSEN, key) for key in self.keys]
        if self.dimension:
            pairs.append((BY, self.dimension.value))
        if not self.is_drawn:
            pairs.append((DRAWN, TABLE_ALONE))
        return "&".join(filter(None, (urlencode(pairs), self.filters.query())))


def family_of(one: Indicator) -> tuple:
    """Indicators of one family are counted on the same rows, so they may stand side by side."""
    programme = (PNC if one.key in _OF_PNC else PNRR) if one.mart == "m_projects" else ""
    return one.mart, one.shaped, programme


def dimensions_of(one: Indicator) -> tuple[Dimension, ...]:
    """What an indicator may be told by.

    What is divided by residents is right for one Province at a time; what counts winners once has no
    lines of its own.
    """
    if one.shaped:
        return (Dimension.NONE,)
    if one.key in WITH_RESIDENTS:
        return (Dimension.PROVINCE,)
    return (Dimension.NONE, *OF_MART[one.mart])


def crossed(
    keys: Iterable[str], dimension: str, filters: Filters, *, is_drawn: bool = True
) -> Crossing | None:
    """Return the nearest choice that can be answered; None where no indicator is known.

    The first indicator decides the family; of the dimensions asked for and allowed the first stands.
    """
    asked = [INDICATORS[key] for key in dict.fromkeys(keys) if key in INDICATORS]
    if not asked:
        return None
    family = family_of(asked[0])
    akin = [one for one in asked if family_of(one) == family][:MOST_INDICATORS]
    shared = [
        one for one in dimensions_of(akin[0]) if all(one in dimensions_of(two) for two in akin)
    ]
    wanted = Dimension(dimension) if dimension in Dimension.values else Dimension.NONE
    return Crossing(
        tuple(akin),
        wanted if wanted in shared else shared[0],
        filters,
        is_drawn,
        tuple(one for one in asked if one not in akin),
        wanted not in shared,
    )


def read(query: str) -> Crossing | None:
    """Return the choice that an address of ours says; None where its indicators are no more."""
    said = parse_qs(query)
    return crossed(
        said.get(CHOSEN, ()),
        said.get(BY, [""])[0],
        read_filters(query),
        is_drawn=said.get(DRAWN) != [TABLE_ALONE],
    )


def read_filters(query: str) -> Filters:
    """Return the filters of an address that `Filters.query` wrote."""
    said, found = parse_qs(query), {}
    for one in fields(Filters):
        values = said.get(NAMES[one.name])
        if values:
            found[one.name] = _read_value(one.name, values)
    return Filters(**found)


def _read_value(name: str, values: list[str]):
    if name in ("first", "last"):
        return date.fromisoformat(values[0])
    if name == "provinces":
        return tuple(sorted(values))
    return True if name == "metro" else values[0]


# Answers ------------------------------------------------------------------------------------------


def answered(crossing: Crossing) -> list[Row]:
    """The rows of a choice: its indicators by the columns of its dimension."""
    by = COLUMNS[crossing.dimension]
    return answer(question(crossing.indicators[0].mart, crossing.keys, by), _rows(crossing))


def _rows(crossing: Crossing) -> str:
    """The SQL of the rows that the indicators count."""
    filters, enti = crossing.filters, crossing.filters.enti
    match crossing.indicators[0].mart:
        case "m_lots" if WITH_RESIDENTS.intersection(crossing.keys):
            rows = narrowed.lots_with_residents(filters, enti)
        case "m_lots":
            rows = narrowed.lots(filters, enti)
        case "m_winners":
            rows = narrowed.winners(filters, enti)
        case "m_projects":
            programme = family_of(crossing.indicators[0])[-1]
            with_residents = WITH_RESIDENTS.intersection(crossing.keys)
            asked = narrowed.projects_with_residents if with_residents else narrowed.projects
            rows = asked(filters, enti, programme)
        case "m_staff":
            rows = _staff(crossing)
        case "m_digital":
            rows = narrowed.digital(filters, enti)
        case _:
            rows = narrowed.qualified(filters, enti)
    return placed(rows) if OF_BODY.intersection(COLUMNS[crossing.dimension]) else rows


def _staff(crossing: Crossing) -> str:
    """Each year where lines are years; else the last year of the period: a stock is of one year."""
    filters, enti = crossing.filters, crossing.filters.enti
    if crossing.dimension == Dimension.YEAR:
        return narrowed.staff(filters, enti)
    return narrowed.staff_of(filters, enti, staff_year(filters) or 0)


def placed(rows: str) -> str:
    """The same rows with the region and the division of whose they are."""
    places = spoken(mart("m_bodies").select("ente_id", "region_name", "division"))
    return (
        f"SELECT given.*, placed.region_name, placed.division FROM ({rows}) AS given "  # noqa: S608
        f"INNER JOIN ({places}) AS placed ON given.ente_id = placed.ente_id"
    )


def staff_year(filters: Filters) -> int | None:
    """The year that staff are told of where lines are not years."""
    rows = narrowed.staff(filters, filters.enti)
    return ask(f"SELECT max(year) AS year FROM ({rows})")[0]["year"]  # noqa: S608


def needs_one_province(one: Indicator) -> bool:
    """The indicator has one value only where one Province is chosen."""
    return Dimension.NONE not in dimensions_of(one)


def single(one: Indicator, filters: Filters) -> Row:
    """The one value of an indicator with its cases, under filters; empty where there is none."""
    dimension = Dimension.PROVINCE if needs_one_province(one) else Dimension.NONE
    rows = answered(Crossing((one,), dimension, filters))
    return rows[0] if len(rows) == 1 else {}
