"""The lines of a self-service table: what each is called, in which order, where its figures lead."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..rules.indicators.declaring import Indicator
from ..terms.agenda import Call
from ..terms.bands import Band, Kind
from ..terms.crossing import COLUMNS, Dimension
from ..terms.procedures import Procedure
from ..terms.sections import Division, LotState
from .blocks import Block, Line, figures, first_of, quarter, quarter_marks, year_marks
from .crossing import Crossing, answered, staff_year
from .engine import Row
from .filters import NAMES, Filters
from .links import behind, during
from .places import bodies, regions
from .section_tenders import division_names

KEY = "analisi"
LAST = 10**6


@dataclass(frozen=True, slots=True)
class Step:
    """A line's name, its place among the others, the filters of the records behind it."""

    label: str
    at: object = LAST
    changes: dict = field(default_factory=dict)
    code: str = ""
    text: str = ""


Stepping = Callable[[Row, Filters], Step]


def _year(row: Row, filters: Filters) -> Step:
    return Step(str(row["year"]), (row["year"],), during(filters, row["year"]))


def _quarter(row: Row, filters: Filters) -> Step:
    year, number = row["year"], row["quarter"]
    return Step(quarter(year, number), (year, number), during(filters, year, number))


def _province(row: Row, _filters: Filters) -> Step:
    one = bodies()[row["ente_id"]]
    changes = {"provinces": (one.sigla,), "region": ""}
    return Step(one.short, changes=changes, code=one.province_code, text=one.region_name or "")


def _region(row: Row, _filters: Filters) -> Step:
    codes = {name: code for code, name in regions().items()}
    code = codes.get(row["region_name"], "")
    return Step(row["region_name"], changes={"region": code} if code else {})


def _of_list(column: str, choices, named: str = "") -> Stepping:
    """Lines of a list of ours, in its order; `named` is the filter that keeps one of them."""
    order = {value: at for at, value in enumerate(choices.values)}
    labels = dict(choices.choices)

    def step(row: Row, _filters: Filters) -> Step:
        value = row[column]
        changes = {named: value} if named else {}
        return Step(str(labels.get(value, value)), (order.get(value, LAST),), changes)

    return step


def _of_cpv() -> Stepping:
    """Divisions by their names, read once for all the lines."""
    names = division_names()

    def step(row: Row, _filters: Filters) -> Step:
        code = row["cpv_division"]
        name = names.get(code) or _("Divisione %(code)s") % {"code": code}
        return Step(name, changes={"cpv": code})

    return step


def _text(column: str) -> Stepping:
    return lambda row, _filters: Step(row[column])


STEPS: dict[str, Stepping] = {
    Dimension.NONE: lambda _row, _filters: Step(_("In tutto")),
    Dimension.YEAR: _year,
    Dimension.QUARTER: _quarter,
    Dimension.PROVINCE: _province,
    Dimension.REGION: _region,
    Dimension.DIVISION: _of_list("division", Division),
    Dimension.KIND: _of_list("kind", Kind, "kind"),
    Dimension.PROCEDURE: _of_list("procedure", Procedure, "procedure"),
    Dimension.BAND: _of_list("band", Band, "band"),
    Dimension.MISSION: _text("mission"),
    Dimension.MEASURE: _text("measure_name"),
    Dimension.CUP_STATUS: _text("status"),
    Dimension.STATE: _of_list("state", LotState),
    Dimension.AREA: _text("area"),
    Dimension.CALL: _of_list("measure", Call),
}
# What has an order of its own; the others stand with the greatest first.
IN_ORDER = (
    Dimension.YEAR, Dimension.QUARTER, Dimension.KIND, Dimension.PROCEDURE, Dimension.BAND,
    Dimension.STATE, Dimension.CALL,
)  # fmt: skip
DRAWN_AS = {
    Dimension.NONE: "table", Dimension.YEAR: "line", Dimension.QUARTER: "line",
    Dimension.PROVINCE: "map",
}  # fmt: skip


def block_of(crossing: Crossing) -> Block:
    """The table of a choice, with its chart: as every chart of the sections is made."""
    stepping = _of_cpv() if crossing.dimension == Dimension.CPV else STEPS[crossing.dimension]
    found = [(_step(crossing, row, stepping), row) for row in answered(crossing)]
    found.sort(key=_order(crossing))
    lines = [_line(crossing, step, row) for step, row in found]
    is_map = crossing.dimension == Dimension.PROVINCE
    return Block(
        KEY,
        title_of(crossing),
        DRAWN_AS.get(crossing.dimension, "bar") if crossing.is_drawn else "table",
        str(crossing.dimension.label),
        lines,
        crossing.indicators,
        text_heads=(_("Regione"),) if is_map else (),
        summary=_summary(crossing, lines),
        note=_note(crossing),
        marks=_marks(crossing, [row for _step, row in found]),
    )


def title_of(crossing: Crossing) -> str:
    """«Lotti (CIG), Importo dei lotti per anno»."""
    names = ", ".join(str(one.label) for one in crossing.indicators)
    if not crossing.dimension:
        return names
    return _("%(names)s per %(dimension)s") % {
        "names": names, "dimension": str(crossing.dimension.label).lower(),
    }  # fmt: skip


def _is_nothing(crossing: Crossing, row: Row) -> bool:
    return any(row[column] is None for column in COLUMNS[crossing.dimension])


def _step(crossing: Crossing, row: Row, stepping: Stepping) -> Step:
    if _is_nothing(crossing, row):
        return Step(_("Non indicato"), (LAST,))
    return stepping(row, crossing.filters)


def _order(crossing: Crossing):
    """In the order of their list or of time; else by the first indicator, ties by name."""
    first = crossing.indicators[0].key
    if crossing.dimension in IN_ORDER:
        return lambda pair: pair[0].at
    return lambda pair: (_is_nothing(crossing, pair[1]), -float(pair[1][first] or 0), pair[0].label)


def _line(crossing: Crossing, step: Step, row: Row) -> Line:
    is_known = bool(step.changes) or not crossing.dimension
    links = {
        one.key: behind(one, crossing.filters, **step.changes)
        for one in crossing.indicators
        if is_known and not _is_said_already(one, step.changes)
    }
    texts = (step.text,) if crossing.dimension == Dimension.PROVINCE else ()
    cells = figures(crossing.indicators, row, links)
    return Line(step.label, cells, code=step.code, texts=texts)


def _is_said_already(one: Indicator, changes: dict) -> bool:
    """The records behind the indicator are of one value of this very dimension: no line has its own."""
    return any(f"{NAMES[name]}=" in one.behind for name in changes)


def _summary(crossing: Crossing, lines: list[Line]) -> str:
    if not crossing.dimension or not lines:
        return ""
    return first_of(str(crossing.indicators[0].label), "", lines)


def _note(crossing: Crossing) -> str:
    if crossing.indicators[0].mart != "m_staff" or crossing.dimension == Dimension.YEAR:
        return ""
    year = staff_year(crossing.filters)
    return _("Personale al 31 dicembre %(year)d.") % {"year": year} if year else ""


def _marks(crossing: Crossing, rows: list[Row]) -> tuple[dict, ...]:
    """Breaks of the series of tenders; those of other sources have none that is known."""
    if crossing.indicators[0].mart != "m_lots":
        return ()
    known = [row for row in rows if not _is_nothing(crossing, row)]
    if crossing.dimension == Dimension.YEAR:
        return year_marks([row["year"] for row in known])
    if crossing.dimension == Dimension.QUARTER:
        return quarter_marks([(row["year"], row["quarter"]) for row in known])
    return ()
