"""The sheets of an XLSForm row by row, and where in them something is wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ..terms import Prefill


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the form is wrong, as a spreadsheet shows it: «survey», row 7, column C."""

    sheet: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        place = _("Foglio «%(sheet)s», riga %(row)s") % {"sheet": self.sheet, "row": self.row}
        if self.column:
            place += _(", colonna %(column)s") % {"column": self.column}
        return f"{place}: {self.message}"


@dataclass(slots=True)
class Row:
    """A row of a sheet, its cells by the name of their column."""

    sheet: str
    number: int
    cells: dict[str, str]
    columns: dict[str, str]

    def get(self, name: str) -> str:
        return self.cells.get(name, "")

    def fault(self, column: str, message: str) -> Fault:
        return Fault(self.sheet, self.number, self.columns.get(column, ""), message)


def rows_of(sheet, name: str) -> Iterator[Row]:
    """The filled rows of a sheet below its heads, at most a few thousand."""
    heads: dict[int, str] = {}
    for number, cells in enumerate(sheet.iter_rows(max_row=5_000, max_col=60, values_only=True), 1):
        texts = ["" if cell is None else str(cell).strip() for cell in cells]
        if not heads:
            heads = _heads(texts)
            continue
        found = {heads[n]: text for n, text in enumerate(texts) if n in heads and text}
        if found:
            columns = {head: get_column_letter(n + 1) for n, head in heads.items()}
            yield Row(name, number, found, columns)


def _heads(texts: list[str]) -> dict[int, str]:
    """Names of columns; of several languages the first one is read."""
    heads: dict[int, str] = {}
    for n, text in enumerate(texts):
        name = text.lower().split("::")[0].strip().replace(" ", "_")
        if name and name not in heads.values():
            heads[n] = name
    return heads


def known_settings(text: str) -> dict:
    """Return the settings that we know, from the JSON of our own column; ValueError for another text."""
    loaded = json.loads(text)
    if not isinstance(loaded, dict):
        raise ValueError("Settings are an object.")
    kept = {
        key: str(value)
        for key, value in loaded.items()
        if key in ("min", "max") and _is_number(value)
    }
    for key in ("decimals", "max_length"):
        if str(loaded.get(key, "")).isdigit():
            kept[key] = int(loaded[key])
    if isinstance(loaded.get("unit"), str):
        kept["unit"] = loaded["unit"][:20]
    if loaded.get("prefill") in Prefill.values:
        kept["prefill"] = loaded["prefill"]
    if isinstance(loaded.get("labels"), list):
        kept["labels"] = [str(one)[:80] for one in loaded["labels"][:5]]
    return kept


def _is_number(value) -> bool:
    try:
        return Decimal(str(value)).is_finite()
    except InvalidOperation:
        return False
