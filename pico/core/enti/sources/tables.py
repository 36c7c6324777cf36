"""A table out of a file, whatever its dress: CSV, TSV or Excel; UTF-8 (with BOM or not) or Latin-1."""

import csv
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

DELIMITERS = ";,\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as lists of text, under headers folded by `search_key`; `name` is the file's."""

    name: str
    headers: list[str]
    rows: list[tuple[int, list[str]]]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Each row as a dictionary, with the number of its line."""
        for line, cells in self.rows:
            yield line, dict(zip(self.headers, cells, strict=False))


def read_table(path: Path) -> Table:
    """Read a file with one header line; refuse what is missing, empty or not a table."""
    if not path.is_file():
        raise Refusal(
            _("Il file %(path)s non c'è: controlla il percorso.") % {"path": path},
            code="file_not_found",
        )
    lines = _excel(path) if path.suffix.lower() == ".xlsx" else _text(path)
    if not lines:
        raise Refusal(_("Il file %(name)s è vuoto.") % {"name": path.name}, code="file_empty")
    headers = [search_key(cell) for cell in lines[0][1]]
    rows = [(line, cells) for line, cells in lines[1:] if any(cells)]
    return Table(path.name, headers, rows)


def _text(path: Path) -> list[tuple[int, list[str]]]:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Refusal(
            _("Il file %(name)s non è una tabella: serve un CSV, un TSV o un .xlsx.")
            % {"name": path.name},
            code="file_not_a_table",
        )
    delimiter = max(DELIMITERS, key=text[: text.find("\n", 400) + 1 or None].count)
    # newline="" keeps the line breaks that are quoted inside a cell.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [(reader.line_num, [cell.strip() for cell in row]) for row in reader]


def _excel(path: Path) -> list[tuple[int, list[str]]]:
    with closing(load_workbook(path, read_only=True, data_only=True)) as book:
        return [
            (number, ["" if cell is None else str(cell).strip() for cell in row])
            for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1)
        ]
