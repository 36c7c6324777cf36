"""Every list of the platform: columns, filters, sorting, pages, export, with or without JavaScript."""

import csv
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from operator import attrgetter
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from . import formats
from .forms import FilterForm

PER_PAGE = 25
CHUNK = 2000
COUNT_BOUND = 2_000
SORT, PAGE, FORMAT = "ordina", "pagina", "formato"
# What a spreadsheet would run as a formula if it came first in a cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `value` and `link` take the row (or name an attribute), `sort` names what orders.

    `export` replaces `value` in files; `kind` is text, long, number, money, date or choose.
    """

    key: str
    label: str
    value: Callable[[Any], Any] | str = ""
    sort: str = ""
    link: Callable[[Any], str] | None = None
    kind: str = "text"
    export: Callable[[Any], Any] | str | None = None
    missing: Callable[[Any], str] | None = None  # what a page writes where there is no value: why

    def of(self, row) -> Any:
        return read(row, self.value or self.key)

    def shown(self, row) -> Any:
        """Return the value as the page writes it."""
        value = self.of(row)
        if value in (None, ""):
            return self.missing(row) if self.missing else ""
        if self.kind == "money":
            return formats.money(value)
        if self.kind == "number":
            return formats.number_it(value)
        return shown_day(value)

    def exported(self, row) -> Any:
        """Return the value as a file keeps it: no markup, numbers and days as such."""
        value = self.of(row) if self.export is None else read(row, self.export)
        if isinstance(value, SafeString):
            return strip_tags(value)
        if isinstance(value, dt.datetime) and timezone.is_aware(value):
            return timezone.make_naive(value)
        return value


@dataclass(frozen=True, slots=True)
class Bulk:
    """What may be done to the chosen rows: a POST to `url` with their keys under `scelti`."""

    label: str
    url: str
    style: str = "outline-primary"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    label: str
    text: Any
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Heading:
    label: str
    kind: str
    sort: str  # the value of `ordina` that the next click asks for
    state: str  # ascending, descending or nothing, as aria-sort says it


class BoundedPaginator(Paginator):
    """Pages of a list that is not counted beyond a bound: the rest is reached by filters."""

    def __init__(self, rows: QuerySet, per_page: int, *, bound: int) -> None:
        super().__init__(rows, per_page)
        self.bound = bound

    @cached_property
    def _counted(self) -> int:
        # The keys alone: what a list shows of each row is not computed to count them.
        return self.object_list.order_by().values("pk")[: self.bound + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._counted, self.bound)

    @property
    def is_capped(self) -> bool:
        return self._counted > self.bound


@dataclass
class Listing:
    """The rows that a request asks for, ready to be drawn or exported."""

    request: HttpRequest
    rows: QuerySet | list
    columns: tuple[Column, ...]
    filters: FilterForm | None = None
    per_page: int = PER_PAGE
    default_sort: str = ""
    empty_title: str = ""
    empty_text: str = ""
    exports: tuple[str, ...] = ("csv", "xlsx")
    bulk: tuple[Bulk, ...] = ()
    caption: str = ""
    summary: str = ""  # a template drawn over the rows, anew with each filter
    count_bound: int = 0  # where rows grow with the years: counted no further, nor paged

    @cached_property
    def found(self) -> QuerySet | list:
        rows = self.filters.narrow(self.rows) if self.filters else self.rows
        return ordered(rows, self._sort_path) if self._sort_path else rows

    @cached_property
    def page(self) -> Page:
        if self.count_bound and isinstance(self.found, QuerySet):
            pages = BoundedPaginator(self.found, self.per_page, bound=self.count_bound)
        else:
            pages = Paginator(self.found, self.per_page)
        return pages.get_page(self.request.GET.get(PAGE))

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def is_capped(self) -> bool:
        """There are more than were counted."""
        return getattr(self.page.paginator, "is_capped", False)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.filters and self.filters.chosen)

    @cached_property
    def sort(self) -> str:
        """The order asked for, if a column offers it; else the default."""
        asked = self.request.GET.get(SORT, "")
        known = {column.key for column in self.columns if column.sort}
        return asked if asked.removeprefix("-") in known else self.default_sort

    @cached_property
    def _sort_path(self) -> str:
        key = self.sort.removeprefix("-")
        path = next((c.sort for c in self.columns if c.key == key and c.sort), "")
        if not path:
            return ""
        return f"-{path}" if self.sort.startswith("-") else path

    @property
    def headings(self) -> Iterator[Heading]:
        for column in self.columns:
            yield heading(column, self.sort)

    @property
    def table(self) -> Iterator[tuple[Any, list[Cell]]]:
        """The rows of the page, each with its key and its cells."""
        for row in self.page.object_list:
            yield read(row, "pk"), [cell(column, row) for column in self.columns]

    @property
    def chips(self) -> list[tuple[str, str, str]]:
        return self.filters.chips() if self.filters else []


def render_list(
    request: HttpRequest,
    *,
    queryset: QuerySet | list,
    columns: Iterable[Column],
    title: str,
    filter_form: type[FilterForm] | FilterForm | None = None,
    template: str = "ui/page_list.html",
    context: dict | None = None,
    **options,
) -> HttpResponse | StreamingHttpResponse:
    """Answer a list page, or its file when `?formato=` asks for one.

    `queryset` is already limited to what the actor may see; filters only narrow it.
    """
    form = filter_form(request.GET) if isinstance(filter_form, type) else filter_form
    listing = Listing(
        request,
        queryset,
        tuple(columns),
        form,
        caption=options.pop("caption", title),
        **options,
    )
    wanted = request.GET.get(FORMAT)
    if wanted in listing.exports:
        return EXPORTS[wanted](listing, slugify(title) or "elenco")
    return render(request, template, {"title": title, **(context or {}), "listing": listing})


def read(row, source: Callable[[Any], Any] | str) -> Any:
    """Return a value of a row: by a function, a key, or a dotted attribute that may be missing."""
    if callable(source):
        return source(row)
    if isinstance(row, dict):
        return row.get(source)
    try:
        value = attrgetter(source)(row)
    except AttributeError:
        return None
    return value() if callable(value) else value


def ordered(rows: QuerySet | list, path: str) -> QuerySet | list:
    """Sort by a look-up path, ties by key so that no row is on two pages."""
    if isinstance(rows, QuerySet):
        return rows.order_by(path, "pk")
    name = path.lstrip("-").replace("__", ".")
    return sorted(
        rows,
        key=lambda row: (read(row, name) is None, read(row, name)),
        reverse=path.startswith("-"),
    )


def heading(column: Column, sort: str) -> Heading:
    """Return the head of a column: a second click turns the order round."""
    if not column.sort:
        return Heading(column.label, column.kind, "", "")
    if sort == column.key:
        return Heading(column.label, column.kind, f"-{column.key}", "ascending")
    state = "descending" if sort == f"-{column.key}" else ""
    return Heading(column.label, column.kind, column.key, state)


def cell(column: Column, row) -> Cell:
    url = column.link(row) if column.link else ""
    return Cell(column.label, column.shown(row), url, column.kind)


def shown_day(value):
    """Return days and moments in words, anything else as it is."""
    if isinstance(value, dt.datetime):
        return formats.datetime_it(value)
    return formats.date_it(value) if isinstance(value, dt.date) else value


def harmless(value) -> str:
    """Return a text that no spreadsheet runs: what looks like a formula gets a quote before it."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def exported_rows(listing: Listing) -> Iterator[list]:
    rows = listing.found
    if isinstance(rows, QuerySet):
        rows = rows.iterator(chunk_size=CHUNK)
    for row in rows:
        yield [column.exported(row) for column in listing.columns]


class Echo:
    """A file that hands back what is written, for csv to stream."""

    def write(self, text: str) -> str:
        return text


def as_csv(listing: Listing, name: str) -> StreamingHttpResponse:
    """Stream CSV as Italian spreadsheets open it: UTF-8 with BOM, semicolons, decimal commas."""
    writer = csv.writer(Echo(), delimiter=";")

    def lines():
        yield BOM + writer.writerow([column.label for column in listing.columns])
        for values in exported_rows(listing):
            yield writer.writerow([csv_value(value) for value in values])

    return StreamingHttpResponse(
        lines(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def csv_value(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "sì" if value else "no"
    if isinstance(value, int | float) or hasattr(value, "as_tuple"):
        return str(value).replace(".", ",")
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else harmless(value)


def as_xlsx(listing: Listing, name: str) -> HttpResponse:
    """Write a workbook row by row; a text stays a text, whatever it starts with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    sheet.append([str(column.label) for column in listing.columns])
    for values in exported_rows(listing):
        sheet.append([xlsx_value(sheet, value) for value in values])
    content = BytesIO()
    book.save(content)
    return HttpResponse(
        content.getvalue(),
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
    )


def xlsx_value(sheet, value):
    if isinstance(value, bool):
        return "sì" if value else "no"
    if value is None or isinstance(value, int | float | dt.date) or hasattr(value, "as_tuple"):
        return value
    text = str(value) if isinstance(value, Promise) else f"{value}"
    written = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text))
    written.data_type = "s"
    return written


EXPORTS = {"csv": as_csv, "xlsx": as_xlsx}
