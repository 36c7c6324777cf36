"""Asks the marts: one DuckDB per process over the catalogue in force, answers kept until it changes."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cache
from threading import Lock
from typing import Any

import ibis
from duckdb import DuckDBPyConnection
from ibis.expr.types import Table

from ..rules.engines import spoken
from ..rules.indicators.declaring import measures
from ..rules.indicators.every import INDICATORS
from ..rules.lake import Lake
from ..rules.marts.tables import CONTRACT, MARTS
from .lake import the_lake

KEPT = 2000  # answers of a process: a page asks for about ten
KEPT_MADE = 200  # sections and their drawn charts and tables: about 100 KB each
CHOSEN, CATALOGUE = "chosen", "catalogue.json"
OF_BODY = {"region_name", "division"}
WITH_RESIDENTS = {"per_capita", "heads_per_residents", "financed_per_capita"}

Row = dict[str, Any]


@dataclass(slots=True)
class Opened:
    """The files of one catalogue, and what was asked of them."""

    version: tuple
    connection: DuckDBPyConnection
    answers: "OrderedDict[str, list[Row]]" = field(default_factory=OrderedDict)
    made: "OrderedDict[Hashable, Any]" = field(default_factory=OrderedDict)


_open: dict[str, Opened] = {}
_gate = Lock()


def opened() -> Opened:
    """Return the connection over what is current; a new catalogue is seen at the next question."""
    lake = the_lake()
    version = (str(lake.root), *_written(lake))
    with _gate:
        known = _open.get("lake")
        if known is None or known.version != version:
            known = _open["lake"] = Opened(version, lake.connect(CONTRACT))
    return known


def _written(lake: Lake) -> tuple[int, ...]:
    """When the catalogue was replaced: asked of the file system, as it is asked at every question."""
    try:
        said = (lake.root / CATALOGUE).stat()
    except FileNotFoundError:
        return ()
    return said.st_mtime_ns, said.st_ino


def ask(sql: str) -> list[Row]:
    """Return the rows of a statement, each a dict; asked once for each catalogue."""
    known = opened()
    return _kept(known.answers, sql, lambda: rows_of(known, sql), KEPT)


def once(key: Hashable, make: Callable[[], Any]) -> Any:
    """Return what `make` makes of the current catalogue; asked once for each `key`.

    The key holds all that decides it: language and address prefix too, where it has words or links.
    """
    return _kept(opened().made, key, make, KEPT_MADE)


def _kept(memory: OrderedDict, key: Hashable, make: Callable[[], Any], most: int) -> Any:
    if (found := memory.get(key)) is None:
        found = make()
        with _gate:
            memory[key] = found
            while len(memory) > most:
                memory.popitem(last=False)
    return found


def rows_of(known: Opened, sql: str) -> list[Row]:
    cursor = known.connection.cursor()
    try:
        found = cursor.execute(sql)
        names = [column[0] for column in found.description]
        return [dict(zip(names, line, strict=True)) for line in found.fetchall()]
    finally:
        cursor.close()


def chosen(mart: str, **more: str) -> Table:
    """The rows of a mart that a filter leaves, for an expression that is written once for all filters."""
    return ibis.table({**MARTS[mart], **more}, name=CHOSEN)


@cache
def question(mart: str, keys: tuple[str, ...], by: tuple[str, ...] = ()) -> str:
    """The SQL that measures indicators of `chosen` rows, grouped: the same whatever the filters."""
    more = {"residents": "int64"} if set(keys) & WITH_RESIDENTS else {}
    more |= dict.fromkeys(set(by) & OF_BODY, "string")
    rows = chosen(mart, **more)
    if "quarter" in by:
        rows = rows.mutate(quarter=(rows.month + 2) // 3)
    return spoken(measures(rows, [INDICATORS[key] for key in keys], list(by)))


def answer(asked: str, rows: str) -> list[Row]:
    """Ask a question about `chosen` of the rows that `rows` selects."""
    return ask(f"WITH {CHOSEN} AS ({rows}) {asked}")
