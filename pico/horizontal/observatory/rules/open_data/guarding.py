"""What leaves the platform is guarded here, once, whatever dataset it is of: persons, formulas, types.

Fiscal codes of natural persons (16 characters, art. 12 D.P.R. 605/1973) are not open data: in a column of
codes nothing but eleven digits goes out, in a text the code is blotted out.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pico.core.foundation.identifiers import PERSON
from pico.core.modules.open_data import OpenColumn, ValueKind

from ...terms.open_data import MASK
from .. import tables
from ..lake import quoted

TYPES = {
    ValueKind.TEXT: tables.TEXT, ValueKind.FISCAL_CODE: tables.TEXT, ValueKind.WHOLE: "BIGINT",
    ValueKind.REAL: tables.REAL, ValueKind.MONEY: tables.MONEY, ValueKind.DAY: tables.DAY,
    ValueKind.FLAG: tables.FLAG,
}  # fmt: skip
OF_A_PERSON = f"(?i){PERSON.pattern}"
OF_A_BODY = "[0-9]{11}"
# What a spreadsheet would run as a formula if it came first in a cell.
FORMULA = r"^[=+\-@\t\r]"


def guarded(columns: tuple[OpenColumn, ...], source: str) -> str:
    """Return the SQL of the declared columns of `source`, with their types, persons left out."""
    return f"SELECT {', '.join(_guarded(one) for one in columns)} FROM ({source})"


def _guarded(column: OpenColumn) -> str:
    name = f'"{column.name}"'
    value = f"CAST({name} AS {TYPES[column.kind]})"
    if column.kind == ValueKind.FISCAL_CODE:
        value = f"CASE WHEN regexp_full_match({value}, {quoted(OF_A_BODY)}) THEN {value} END"
    elif column.kind == ValueKind.TEXT:
        value = f"regexp_replace({value}, {quoted(OF_A_PERSON)}, {quoted(MASK)}, 'g')"
    return f"{value} AS {name}"


def for_spreadsheets(columns: tuple[OpenColumn, ...], source: str) -> str:
    """Return the SQL of the same rows in which no text begins as a formula does: it gets a quote before."""
    shown = [_harmless(one) if one.kind == ValueKind.TEXT else f'"{one.name}"' for one in columns]
    return f"SELECT {', '.join(shown)} FROM ({source})"


def _harmless(column: OpenColumn) -> str:
    name = f'"{column.name}"'
    begins = f"regexp_matches({name}, {quoted(FORMULA)})"
    return f"CASE WHEN {begins} THEN {quoted(chr(39))} || {name} ELSE {name} END AS {name}"


def laid_down(
    rows: Iterable[Mapping[str, Any]], columns: tuple[OpenColumn, ...], path: Path
) -> str:
    """Write the rows of a module to `path`, one at a time, and return the SQL that reads them as text.

    Nothing is read where there are no rows: an empty string comes back.
    """
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            plain = {one.name: _plain(row.get(one.name)) for one in columns}
            file.write(f"{json.dumps(plain, ensure_ascii=False)}\n")
            written += 1
    if not written:
        return ""
    kinds = ", ".join(f"{quoted(one.name)}: 'VARCHAR'" for one in columns)
    return (
        f"SELECT * FROM read_json({quoted(path)}, format='newline_delimited', columns={{{kinds}}})"
    )


def _plain(value: Any) -> str | None:
    """A value as text that the engine casts back: days are ISO, empty texts are nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return str(value)
