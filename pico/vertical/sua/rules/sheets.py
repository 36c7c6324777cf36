"""Sheets that enti send (CSV or XLSX): read by headings, each fault told with its row and column."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from .preflight import amount_of, day_of

Reader = Callable[[str], Any]
BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a sheet, and where."""

    row: int
    column: str
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        return {"row": self.row, "column": self.column, "sentence": self.sentence}


@dataclass(frozen=True, slots=True)
class Head:
    """A column that may be there: its name, other names it goes by, how its cells are read."""

    name: str
    label: str
    read: Reader
    also: tuple[str, ...] = ()
    is_required: bool = False

    @property
    def names(self) -> set[str]:
        return {search_key(one) for one in (str(self.label), *self.also)}


@dataclass(slots=True)
class Row:
    """A row that was understood: values by the name of their column."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)


def lines_of(content: bytes, name: str, most: int) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank, with their number; refuse what is no sheet, and too many."""
    cells = _xlsx(content) if name.lower().endswith(".xlsx") else _csv(content)
    lines = [(number, row) for number, row in enumerate(cells, 1) if any(row)]
    if len(lines) < 2:
        raise Refusal(
            _("Il file non ha righe: servono l'intestazione e almeno una riga."), code="empty"
        )
    if len(lines) > most + 1:
        raise Refusal(
            _("Al massimo %(most)d righe per volta: dividi il file.") % {"most": most},
            code="too_many",
        )
    return lines


def _csv(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Refusal(_("Non è un foglio: salvalo come CSV o come XLSX."), code="not_a_sheet")
    head = text.split("\n", 1)[0]
    for row in csv.reader(io.StringIO(text), delimiter=max(";,\t", key=head.count)):
        yield [cell.strip() for cell in row]


def _xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as error:
        raise Refusal(
            _("Il file non è un foglio .xlsx: aprilo e salvalo in quel formato."),
            code="not_a_sheet",
        ) from error
    for row in book.worksheets[0].iter_rows(values_only=True):
        yield [_cell(value) for value in row]
    book.close()


def _cell(value: Any) -> str:
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def read_sheet(
    content: bytes, name: str, heads: tuple[Head, ...], *, most: int
) -> tuple[list[Row], list[Fault]]:
    """Return the rows that are right, and the faults of the others. Refuses a sheet without a needed column."""
    lines = lines_of(content, name, most)
    places = _places(lines[0][1], heads)
    rows, faults = [], []
    for number, cells in lines[1:]:
        row, wrong = _row(number, cells, places)
        faults += wrong
        if not wrong:
            rows.append(row)
    return rows, faults


def _places(heading: list[str], heads: tuple[Head, ...]) -> list[tuple[Head, int]]:
    known = {search_key(text): at for at, text in reversed(list(enumerate(heading)))}
    places = []
    for head in heads:
        at = next((known[name] for name in head.names if name in known), -1)
        if at >= 0:
            places.append((head, at))
        elif head.is_required:
            raise Refusal(
                _("Manca la colonna «%(name)s»: intitolala così nella prima riga.")
                % {"name": head.label},
                code="missing_column",
            )
    return places


def _row(number: int, cells: list[str], places) -> tuple[Row, list[Fault]]:
    row, faults = Row(number), []
    for head, at in places:
        text = cells[at] if at < len(cells) else ""
        if not text:
            if head.is_required:
                faults.append(Fault(number, str(head.label), _("La cella è vuota: compilala.")))
            continue
        try:
            row.values[head.name] = head.read(text)
        except ValidationError as error:
            faults.append(Fault(number, str(head.label), error.messages[0]))
    return row, faults


# How cells are read: each returns the value, or refuses with ValidationError --------------------


def words(most: int) -> Reader:
    return lambda text: BLANK.sub(" ", text).strip()[:most]


def money(text: str) -> Decimal:
    try:
        amount = amount_of(text)
    except InvalidOperation as error:
        raise ValidationError(_("«%(text)s» non è un importo.") % {"text": text[:40]}) from error
    if amount < 0:
        raise ValidationError(_("L'importo è negativo."))
    if amount >= Decimal("1e12"):
        raise ValidationError(_("L'importo è troppo grande."))
    return amount.quantize(Decimal("0.01"))


def day(text: str) -> date:
    try:
        return day_of(text)
    except ValueError as error:
        raise ValidationError(
            _("«%(text)s» non è una data: scrivila come 31/12/2026.") % {"text": text[:40]}
        ) from error


def whole(least: int, most: int) -> Reader:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
            raise ValidationError(
                _("«%(text)s» non è un numero da %(least)d a %(most)d.")
                % {"text": text[:40], "least": least, "most": most}
            )
        return int(text)

    return read


def choice(options: Mapping[str, str]) -> Reader:
    """Read a word of a list, by its label or its code, whatever its capitals."""
    known = {search_key(str(label)): value for value, label in options.items()}
    known |= {search_key(str(value)): value for value in options}

    def read(text: str) -> str:
        try:
            return known[search_key(text)]
        except KeyError:
            raise ValidationError(
                _("«%(text)s» non è fra i valori ammessi: %(names)s.")
                % {"text": text[:40], "names": ", ".join(str(label) for label in options.values())}
            ) from None

    return read
