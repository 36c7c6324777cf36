"""Values of answers: from what was typed to what is kept, shown and counted.

Kept as JSON: a code (single choice, yes or no, scale, 0–10), a list of codes (multiple, ranking), a
decimal as text (numbers), a day as text, a text, {"row": "code"} (matrix), a list of rows (table),
{"id", "label"} (ente, Comune, file).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pico.core.foundation.identifiers import check_cpv
from pico.core.ui import formats
from pico.core.ui.forms import plain_amount

from ..terms import LONGEST_TEXT, MAX_ROWS, ColumnKind, Kind
from .conditions import is_empty
from .errors import Wrong
from .outline import Question

LARGEST = Decimal(10) ** 15
SPACES = re.compile(r"[ \t]+")
BASE = "*"  # the row of figures that says: this question was answered


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that can be counted: an option chosen, a number given, a rank."""

    row: str = ""
    code: str = ""
    number: Decimal | None = None


def clean(question: Question, raw: Any) -> Any:
    """Return the value to keep, None for no answer. Refuses with `Wrong`, in a sentence."""
    if isinstance(raw, str):
        raw = raw.replace("\x00", "").strip()
    if is_empty(raw):
        return None
    return CLEANERS[question.kind](question, raw)


def _option(question: Question, raw: Any) -> str:
    if str(raw) not in dict(question.choices):
        raise Wrong(_("Scegli una delle risposte proposte."), "not_an_option")
    return str(raw)


def _several(question: Question, raw: Any) -> list[str] | None:
    chosen = set(raw if isinstance(raw, list) else [raw])
    if unknown := chosen - set(dict(question.choices)):
        raise Wrong(
            _("Scegli fra le risposte proposte: «%(one)s» non c'è.") % {"one": sorted(unknown)[0]},
            "not_an_option",
        )
    kept = [code for code, _label in question.choices if code in chosen]
    least, most = question.settings.get("min"), question.settings.get("max")
    if least and len(kept) < int(least):
        raise Wrong(_("Scegli almeno %(n)s risposte.") % {"n": least}, "too_few")
    if most and len(kept) > int(most):
        raise Wrong(_("Scegli al massimo %(n)s risposte.") % {"n": most}, "too_many")
    return kept or None


def _ranking(question: Question, raw: Any) -> list[str]:
    codes = [str(one) for one in raw] if isinstance(raw, list) else []
    if sorted(codes) != sorted(dict(question.choices)):
        raise Wrong(_("Dai un posto diverso a ogni voce."), "not_a_ranking")
    return codes


def _matrix(question: Question, raw: Any) -> dict | None:
    if not isinstance(raw, dict):
        raise Wrong(_("Scegli una risposta per riga."), "not_a_matrix")
    rows, codes = {row["code"] for row in question.rows}, set(dict(question.choices))
    kept = {str(row): str(code) for row, code in raw.items() if code not in (None, "")}
    if set(kept) - rows or set(kept.values()) - codes:
        raise Wrong(_("Scegli fra le risposte proposte."), "not_an_option")
    return {row["code"]: kept[row["code"]] for row in question.rows if row["code"] in kept} or None


def decimal_of(raw: Any) -> Decimal:
    """Return a number written the Italian way or the computer's."""
    try:
        number = Decimal(plain_amount(str(raw).replace("%", "")) or "")
    except InvalidOperation:
        raise Wrong(
            _("Scrivi un numero: «%(raw)s» non lo è.") % {"raw": str(raw)[:40]}, "number"
        ) from None
    if not number.is_finite() or abs(number) >= LARGEST:
        raise Wrong(_("Il numero è troppo grande."), "number")
    return number


def as_text(number: Decimal) -> str:
    """Return a decimal as it is kept: no useless zeros, no exponent."""
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _places(question: Question) -> int:
    if question.kind == Kind.MONEY:
        return 2
    return int(question.settings.get("decimals") or (2 if question.kind == Kind.PERCENT else 0))


def _number(question: Question, raw: Any) -> str:
    number, places = decimal_of(raw), _places(question)
    if number != round(number, places):
        if places == 0:
            raise Wrong(_("Scrivi un numero intero."), "decimals")
        raise Wrong(_("Al massimo %(n)s cifre dopo la virgola.") % {"n": places}, "decimals")
    least = question.settings.get("min", "0" if question.kind == Kind.PERCENT else "")
    most = question.settings.get("max", "100" if question.kind == Kind.PERCENT else "")
    if least not in ("", None) and number < Decimal(str(least)):
        raise Wrong(
            _("Il valore più piccolo ammesso è %(n)s.") % {"n": formats.number_it(least)}, "min"
        )
    if most not in ("", None) and number > Decimal(str(most)):
        raise Wrong(
            _("Il valore più grande ammesso è %(n)s.") % {"n": formats.number_it(most)}, "max"
        )
    return as_text(number)


def _day(question: Question, raw: Any) -> str:
    try:
        day = raw if isinstance(raw, date) else date.fromisoformat(str(raw))
    except ValueError:
        raise Wrong(_("Scrivi una data che esiste: giorno, mese, anno."), "date") from None
    return day.isoformat()


def _plain_text(question: Question, raw: Any) -> str:
    text = str(raw)
    longest = int(question.settings.get("max_length") or 0) or (
        250 if question.kind == Kind.TEXT else LONGEST_TEXT
    )
    if question.kind == Kind.TEXT:
        text = SPACES.sub(" ", text.replace("\r", "").replace("\n", " "))
    if len(text) > longest:
        raise Wrong(
            _("Il testo ha %(length)s caratteri: al massimo %(most)s.")
            % {"length": len(text), "most": longest},
            "too_long",
        )
    return text


def _named(question: Question, raw: Any) -> dict:
    if not (isinstance(raw, dict) and isinstance(raw.get("id"), int) and raw.get("label")):
        raise Wrong(_("Scegli una voce dall'elenco."), "not_in_the_list")
    return {"id": raw["id"], "label": str(raw["label"])}


def _cpv(question: Question, raw: Any) -> str:
    try:
        return check_cpv(str(raw))
    except ValidationError as error:
        raise Wrong(error.messages[0], "cpv") from None


def _table(question: Question, raw: Any) -> list[dict] | None:
    if not isinstance(raw, list):
        raise Wrong(_("Compila le righe della tabella."), "not_a_table")
    rows = [row for row in raw if isinstance(row, dict) and any(map(_is_given, row.values()))]
    if len(rows) > MAX_ROWS:
        raise Wrong(_("Al massimo %(n)s righe.") % {"n": MAX_ROWS}, "too_many")
    return [_table_row(question, number, row) for number, row in enumerate(rows, 1)] or None


def _is_given(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _table_row(question: Question, number: int, row: dict) -> dict:
    kept = {}
    for column in question.rows:
        cell = row.get(column["code"])
        if not _is_given(cell):
            continue
        try:
            kept[column["code"]] = _cell(column, str(cell).strip())
        except Wrong as error:
            raise Wrong(
                _("Riga %(n)s, «%(column)s»: %(error)s")
                % {"n": number, "column": column["label"], "error": error.message},
                error.code,
            ) from None
    return kept


def _cell(column: dict, cell: str) -> str:
    kind = column.get("kind", ColumnKind.TEXT)
    if kind in (ColumnKind.NUMBER, ColumnKind.MONEY):
        return as_text(decimal_of(cell))
    if kind == ColumnKind.DATE:
        return _day(Question("", Kind.DATE, ""), cell)
    return cell[:500]


CLEANERS: dict[str, Callable[[Question, Any], Any]] = {
    Kind.SINGLE: _option,
    Kind.YES_NO: _option,
    Kind.SCALE: _option,
    Kind.NPS: _option,
    Kind.MULTIPLE: _several,
    Kind.RANKING: _ranking,
    Kind.MATRIX: _matrix,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.PERCENT: _number,
    Kind.DATE: _day,
    Kind.TEXT: _plain_text,
    Kind.LONG_TEXT: _plain_text,
    Kind.ENTE: _named,
    Kind.COMUNE: _named,
    Kind.FILE: _named,
    Kind.CPV: _cpv,
    Kind.TABLE: _table,
}


# Shown ------------------------------------------------------------------------------------------


def shown(question: Question, value: Any) -> str:
    """Return a value as a person reads it, on one line but for tables."""
    if is_empty(value):
        return ""
    labels = dict(question.choices)
    match question.kind:
        case Kind.MULTIPLE:
            return "; ".join(labels.get(code, code) for code in value)
        case Kind.RANKING:
            return "; ".join(f"{n}. {labels.get(code, code)}" for n, code in enumerate(value, 1))
        case Kind.MATRIX:
            names = {row["code"]: row["label"] for row in question.rows}
            return "; ".join(
                f"{names.get(row, row)}: {labels.get(code, code)}" for row, code in value.items()
            )
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
            return _shown_number(question, value)
        case Kind.DATE:
            return formats.date_it(date.fromisoformat(value))
        case Kind.ENTE | Kind.COMUNE | Kind.FILE:
            return value["label"]
        case Kind.TABLE:
            return "\n".join(shown_row(question, row) for row in value)
    return labels.get(value, str(value))


def _shown_number(question: Question, value: str) -> str:
    if question.kind == Kind.MONEY:
        return formats.money(value)
    unit = question.unit
    return f"{formats.number_it(value)}{formats.NARROW}{unit}" if unit else formats.number_it(value)


def shown_row(question: Question, row: dict) -> str:
    return "; ".join(
        f"{column['label']}: {shown_cell(column, row[column['code']])}"
        for column in question.rows
        if column["code"] in row
    )


def shown_cell(column: dict, cell: str) -> str:
    match column.get("kind"):
        case ColumnKind.MONEY:
            return formats.money(cell)
        case ColumnKind.NUMBER:
            return formats.number_it(cell)
        case ColumnKind.DATE:
            return formats.date_it(date.fromisoformat(cell))
    return cell


def coded(value: Any) -> Any:
    """Return a value as a programme reads it: codes, numbers with a point, days year first."""
    if isinstance(value, list):
        if value and isinstance(value[0], dict):
            return " | ".join(coded(row) for row in value)
        return " ".join(value)
    if isinstance(value, dict):
        if "id" in value:
            return value["label"]
        return "; ".join(f"{key}={one}" for key, one in value.items())
    return "" if value is None else value


# Counted ----------------------------------------------------------------------------------------


def figures(question: Question, value: Any) -> list[Figure]:
    """Return what a value adds to the results; the first one always says: answered."""
    if is_empty(value):
        return []
    match question.kind:
        case Kind.SINGLE | Kind.YES_NO:
            return [Figure(code=value)]
        case Kind.SCALE | Kind.NPS:
            return [Figure(code=value, number=Decimal(value))]
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
            return [Figure(number=Decimal(value))]
        case Kind.MULTIPLE:
            return [Figure(BASE), *(Figure(code=code) for code in value)]
        case Kind.MATRIX:
            return [Figure(BASE), *(Figure(row, code) for row, code in value.items())]
        case Kind.RANKING:
            ranked = (Figure(code=code, number=Decimal(n)) for n, code in enumerate(value, 1))
            return [Figure(BASE), *ranked]
        case Kind.ENTE | Kind.COMUNE:
            return [Figure(code=value["label"][:80])]
        case Kind.TABLE:
            return [Figure(BASE), *_sums(question, value)]
    return [Figure(BASE)]


def _sums(question: Question, rows: list[dict]) -> list[Figure]:
    """The total of each column of numbers."""
    columns = [c["code"] for c in question.rows if c.get("kind") in ("NUMBER", "MONEY")]
    return [
        Figure(row=code, number=sum((Decimal(row[code]) for row in rows if code in row), Decimal()))
        for code in columns
    ]
