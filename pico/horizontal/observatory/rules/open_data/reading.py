"""Reads rows of a published file: what was asked of its columns, as SQL whose values are parameters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from pico.core.modules.open_data import OpenColumn, ValueKind

from ..lake import quoted

FROM, TO = "_da", "_a"
ROW = "file_row_number"  # what DuckDB calls the place of a row in its file
SIGNS = {"": "=", FROM: ">=", TO: "<="}
YES, NO = ("true", "si", "sì", "1"), ("false", "no", "0")
LARGEST, DIGITS = 10**15, 6
TEXTS = (ValueKind.TEXT, ValueKind.FISCAL_CODE)


class BadFilter(ValueError):
    """A name or a value that this dataset cannot be asked by; `name` is as it was written."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True, slots=True)
class Condition:
    column: str
    sign: str
    value: object
    is_text: bool = False

    @property
    def sql(self) -> str:
        return f'lower("{self.column}") = ?' if self.is_text else f'"{self.column}" {self.sign} ?'


@dataclass(frozen=True, slots=True)
class Asked:
    """Conditions that all hold, and the column to sort by, with a minus for the other way round."""

    conditions: tuple[Condition, ...] = ()
    sort: str = ""

    @property
    def where(self) -> str:
        said = " AND ".join(one.sql for one in self.conditions)
        return f" WHERE {said}" if said else ""

    @property
    def values(self) -> list:
        return [one.value for one in self.conditions]


def asked(
    columns: tuple[OpenColumn, ...], said: Iterable[tuple[str, str]], sort: str = ""
) -> Asked:
    """Return what an address asks: `anno=2024`, `importo_da=1000`, `pubblicato_il_a=2024-12-31`.

    Raises BadFilter for a column that is not there and for a value that is not of its kind.
    """
    known = {one.name: one for one in columns}
    if sort and sort.removeprefix("-") not in known:
        raise BadFilter(sort)
    return Asked(tuple(_condition(known, name, text) for name, text in said), sort)


def _condition(known: Mapping[str, OpenColumn], name: str, text: str) -> Condition:
    for end, sign in SIGNS.items():
        column = known.get(name.removesuffix(end)) if name.endswith(end) else None
        if column is None:
            continue
        is_text = column.kind in TEXTS
        if end and (is_text or column.kind == ValueKind.FLAG):
            break  # texts and flags have no order that a reader would expect
        return Condition(column.name, sign, _value(column, name, text), is_text)
    raise BadFilter(name)


def _value(column: OpenColumn, name: str, text: str):
    try:
        return _READ[column.kind](text.strip())
    except (ValueError, InvalidOperation) as error:
        raise BadFilter(name) from error


def _flag(text: str) -> bool:
    if text.lower() not in YES + NO:
        raise ValueError(text)
    return text.lower() in YES


def _whole(text: str) -> int:
    return _sensible(int(text))


def _amount(text: str) -> Decimal:
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return round(_sensible(value), DIGITS)


def _sensible(value):
    """Numbers beyond what any column holds are not asked of the engine, which would refuse them."""
    if abs(value) > LARGEST:
        raise ValueError(value)
    return value


_READ = {
    ValueKind.TEXT: str.lower, ValueKind.FISCAL_CODE: str.lower, ValueKind.WHOLE: _whole,
    ValueKind.REAL: _amount, ValueKind.MONEY: _amount, ValueKind.DAY: date.fromisoformat,
    ValueKind.FLAG: _flag,
}  # fmt: skip


def slicing(path: str, wanted: Asked, start: int, length: int) -> tuple[str, list]:
    """The statement of some rows: of those that are equal in the sort, in the order of the file.

    So that no row is on two pages.
    """
    name = wanted.sort.removeprefix("-")
    way = "DESC" if wanted.sort.startswith("-") else "ASC"
    first = f'"{name}" {way} NULLS LAST, ' if name else ""
    sql = (
        f"SELECT * EXCLUDE ({ROW}) FROM read_parquet({quoted(path)}, file_row_number=true)"
        f"{wanted.where} ORDER BY {first}{ROW} LIMIT ? OFFSET ?"
    )
    return sql, [*wanted.values, length, start]


def counting(path: str, wanted: Asked) -> tuple[str, list]:
    sql = f"SELECT count(*) AS n FROM read_parquet({quoted(path)}){wanted.where}"
    return sql, wanted.values
