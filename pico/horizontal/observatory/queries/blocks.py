"""What a section is made of: figures, and charts that are tables first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from pico.core.ui.formats import NARROW, number_it

from ..rules.classes import class_of, classes
from ..rules.indicators.declaring import Indicator, Origin
from ..terms.sections import BREAKS

MILLION, BILLION = 1_000_000, 1_000_000_000
FILES = ("csv", "xlsx", "parquet")
SHORT = 8  # lines of a table that stands open
SHOWN = 20  # lines of a chart with a name for each: the others are in the table and in the file
# How a block is drawn, and what of its lines.
KINDS = {
    "table": "nothing", "line": "figures along the lines", "column": "the same, upright",
    "bar": "one figure of each line, lying down", "stack": "figures on top of each other",
    "pyramid": "two figures, to the left and to the right", "tree": "money of each line",
    "map": "the first figure, or the first text, at the place `code`",
    "box": "five figures: whiskers, quartiles, median", "curve": "two shares, from 0 to 100",
    "points": "two figures, across and up", "flow": "the first figure, from the first text to the label",
    "gantt": "spans", "panels": "figures along the lines, each in a drawing of its own",
}  # fmt: skip
# Charts with a name for each line: in a flow all are drawn, as its sums would miss those left out.
NAMED = ("bar", "gantt")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value of an indicator: told, or not where the cases are too few."""

    indicator: Indicator
    value: Any
    cases: int
    url: str = ""

    @property
    def is_few(self) -> bool:
        return 0 < self.cases < self.indicator.fewest

    @property
    def number(self) -> float | None:
        """The value for a chart or a file; none where it is not told."""
        if self.value is None or self.is_few or (self.indicator.fewest and not self.cases):
            return None
        return round(float(self.value), max(self.indicator.digits, 2))

    @property
    def text(self) -> str:
        """As it is written in a table: «1.234 €», «12,5 %», «n.d.»."""
        number = self.number
        unit = "" if number is None else str(self.indicator.unit)
        plain = self._plain(number)
        return f"{plain}{NARROW}{unit}" if unit else plain

    @property
    def short(self) -> str:
        """As it is written large: millions as such, without the unit that the tile writes."""
        number = self.number
        if number is not None and self.is_money:
            for size, word in ((BILLION, _("mld")), (MILLION, _("mln"))):
                if abs(number) >= size:
                    return f"{number_it(number / size, 1)}{NARROW}{word}"
        return self._plain(number)

    @property
    def is_money(self) -> bool:
        return str(self.indicator.unit).startswith("€")

    @property
    def unit(self) -> str:
        return "" if self.number is None else str(self.indicator.unit)

    def _plain(self, number: float | None) -> str:
        if number is None:
            return self.reason
        return number_it(number, self.indicator.digits)

    @property
    def reason(self) -> str:
        """Why there is no number."""
        if self.is_few:
            return _("n.d. (meno di %(n)d casi)") % {"n": self.indicator.fewest}
        return _("n.d.")


Span = tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: `url` opens what it is of; `code` places it on the map."""

    label: str
    cells: tuple[Figure, ...]
    url: str = ""
    code: str = ""
    texts: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()  # periods, as the texts say them: drawn one under the other


@dataclass(frozen=True, slots=True)
class Block:
    """A chart with its table. `kind` is how it is drawn: `KINDS` says what each reads in the lines."""

    key: str
    title: str
    kind: str
    head: str  # what the lines are: «Anno», «Provincia»
    lines: list[Line]
    indicators: tuple[Indicator, ...]
    headings: tuple[str, ...] = ()
    text_heads: tuple[str, ...] = ()
    summary: str = ""
    note: str = ""
    marks: tuple[dict, ...] = ()
    origin: Origin | None = None
    drawn: int = 0  # which of the figures a bar is as long as
    chosen: tuple[str, ...] = ()  # codes of the places that the filters name, on a map of more
    levels: tuple[
        str, ...
    ] = ()  # a map of words instead of numbers: the first text, from low to high
    outline: str = "province"  # the boundaries of a map: of the Provinces, or of the Comuni of one
    files: tuple[str, ...] = FILES

    @property
    def heads(self) -> tuple[str, ...]:
        return self.headings or tuple(str(one.label) for one in self.indicators)

    @property
    def cell_heads(self) -> tuple[str, ...]:
        return self.heads if self.lines and self.lines[0].cells else ()

    @property
    def rows(self):
        """Each line with its texts and its figures, each under its head."""
        heads = self.heads
        for line in self.lines:
            texts = list(zip(self.text_heads, line.texts, strict=False))
            yield line, texts, list(zip(heads, line.cells, strict=False))

    @property
    def chart_id(self) -> str:
        return f"c-{self.key}"

    @property
    def is_short(self) -> bool:
        """The table stands open."""
        return self.kind == "table" or len(self.lines) <= SHORT

    @property
    def source(self) -> Origin:
        return self.origin or self.indicators[0].origin

    @property
    def is_drawn(self) -> bool:
        return self.kind != "table" and bool(self.lines) and self.is_told

    @property
    def is_told(self) -> bool:
        """Some figure has a value: of small numbers alone a chart would be an empty frame."""
        cells = [cell for line in self.lines for cell in line.cells]
        return self.kind == "map" or not cells or any(one.number is not None for one in cells)

    @property
    def spec(self) -> dict:
        """What the island draws; nothing that the table does not say."""
        lines = self.lines[:SHOWN] if self.kind in NAMED else self.lines
        first = self.lines[0].cells if self.lines else ()
        spec: dict = {
            "kind": self.kind,
            "title": self.title,
            "unit": str(self.indicators[0].unit),
            "categories": [one.label for one in lines],
            "links": [one.url for one in lines],
            "series": [
                {"name": head, "unit": str(cell.indicator.unit), "values": [one.cells[at].number for one in lines]}
                for at, (head, cell) in enumerate(zip(self.heads, first, strict=False))
            ],
            "breaks": list(self.marks),
            "drawn": self.drawn,
        }  # fmt: skip
        match self.kind:
            case "map":
                spec |= self._on_map(lines) | (self._levelled if self.levels else self._painted)(
                    lines
                )
            case "flow":
                spec["starts"] = [one.texts[0] for one in lines]
            case "gantt":
                spec["spans"] = [[_written(span) for span in one.spans] for one in lines]
                spec["spanNames"] = list(self.text_heads[-len(lines[0].spans) :]) if lines else []
        return spec

    def _on_map(self, lines: list[Line]) -> dict:
        return {
            "codes": [one.code for one in lines],
            "outline": self.outline,
            "chosen": list(self.chosen),
            "outside": _("fuori perimetro"),
            "missing": _("nessun dato"),
        }

    def _painted(self, lines: list[Line]) -> dict:
        values = [one.cells[0].number for one in lines]
        found = classes([value for value in values if value is not None])
        return {
            "texts": [one.cells[0].text for one in lines],
            "classes": [self._class(*ends) for ends in found],
            "places": [None if value is None else class_of(value, found) for value in values],
        }

    def _levelled(self, lines: list[Line]) -> dict:
        """Each level a class of its own, whether or not somebody has it."""
        places = {level: at for at, level in enumerate(self.levels)}
        return {
            "texts": [one.texts[0] for one in lines],
            "classes": list(self.levels),
            "places": [places.get(one.texts[0]) for one in lines],
        }

    def _class(self, low: float, high: float) -> str:
        digits = self.indicators[0].digits
        ends = number_it(low, digits), number_it(high, digits)
        return ends[0] if ends[0] == ends[1] else f"{ends[0]} – {ends[1]}"


def _written(span: Span) -> list[str] | None:
    return [day.isoformat() for day in span] if span else None


def figures(chosen: tuple[Indicator, ...], found: dict, links: dict[str, str] | None = None):
    """The figures of one line of `measures`."""
    return tuple(
        Figure(one, found.get(one.key), found.get(f"{one.key}__n") or 0, (links or {}).get(one.key, ""))
        for one in chosen
    )  # fmt: skip


def quarter(year: int, number: int) -> str:
    return _("%(year)d, %(n)d° trim.") % {"year": year, "n": number}


def quarter_marks(categories: list[tuple[int, int]]) -> tuple[dict, ...]:
    """Where the breaks fall among the quarters shown: at the first quarter that begins on or after."""
    marks = []
    for one in BREAKS:
        at = (one.on.year, (one.on.month - 1) // 3 + 1)
        if at in categories and categories.index(at):
            marks.append(
                {"at": categories.index(at), "label": str(one.label), "reason": str(one.reason)}
            )
    return tuple(marks)


def year_marks(years: list[int]) -> tuple[dict, ...]:
    """The same among years: a break in the middle of a year stands at that year."""
    return tuple(
        {"at": years.index(one.on.year), "label": f"{one.label} ({one.on:%d/%m/%Y})", "reason": str(one.reason)}
        for one in BREAKS
        if one.on.year in years and years.index(one.on.year)
    )  # fmt: skip


def first_of(label: str, name: str, lines: list[Line], at: int = 0) -> str:
    """The finding of a chart in a sentence: who comes first, with how much."""
    told = [one for one in lines if one.cells and one.cells[at].number is not None]
    if not told:
        return ""
    best = max(told, key=lambda one: one.cells[at].number)
    return _("%(label)s: al primo posto %(name)s con %(value)s.") % {
        "label": label, "name": best.label or name, "value": best.cells[at].text,
    }  # fmt: skip


def day_of(year: int, month: int = 1, last: bool = False) -> date:
    """The first day of a quarter that begins with a month, or the last day of that quarter."""
    if not last:
        return date(year, month, 1)
    after = month + 3
    following = date(year + 1, 1, 1) if after > 12 else date(year, after, 1)
    return date.fromordinal(following.toordinal() - 1)
