"""Tables as files: CSV and XLSX as every list gives them, Parquet for who counts further."""

import tempfile
from pathlib import Path

import duckdb
from django.http import HttpResponse

from pico.core.ui.lists import EXPORTS, FORMAT, Column, Listing

from ..queries.engine import opened
from ..queries.records import Records

PARQUET = "parquet"
KINDS = (*EXPORTS, PARQUET)


def is_asked(request) -> bool:
    return request.GET.get(FORMAT) in KINDS


def give(request, rows, columns: tuple[Column, ...], name: str) -> HttpResponse:
    """Answer rows as the file that `?formato=` asks for."""
    listing = Listing(request, rows, columns)
    if request.GET[FORMAT] == PARQUET:
        return as_parquet(listing, name)
    return EXPORTS[request.GET[FORMAT]](listing, name)


def as_parquet(listing: Listing, name: str) -> HttpResponse:
    """Columns by their labels; a column of numbers stays one, everything else is text."""
    rows = [[column.exported(row) for column in listing.columns] for row in listing.found]
    kinds = [_kind([row[at] for row in rows]) for at in range(len(listing.columns))]
    with duckdb.connect(":memory:") as engine, tempfile.TemporaryDirectory() as folder:
        heads = _unlike([str(column.label) for column in listing.columns])
        declared = ", ".join(f'"{head}" {kind}' for head, kind in zip(heads, kinds, strict=True))
        engine.execute(f"CREATE TABLE given ({declared})")
        if rows:
            marks = ", ".join("?" for _column in heads)
            engine.executemany(f"INSERT INTO given VALUES ({marks})", [_plain(row) for row in rows])  # noqa: S608
        path = Path(folder) / "given.parquet"
        engine.execute(f"COPY given TO '{path}' (FORMAT parquet)")
        return _answer(path.read_bytes(), name)


def records_as_parquet(rows: Records, name: str) -> HttpResponse:
    """The records as the mart has them, written by the engine that holds them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.parquet"
        cursor = opened().connection.cursor()
        try:
            cursor.execute(f"COPY ({rows.statement}) TO '{path}' (FORMAT parquet)")
        finally:
            cursor.close()
        return _answer(path.read_bytes(), name)


def _answer(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/vnd.apache.parquet",
        headers={"Content-Disposition": f'attachment; filename="{name}.parquet"'},
    )


def _kind(values: list) -> str:
    known = [one for one in values if one is not None]
    is_number = known and all(isinstance(one, int | float) for one in known)
    return "DOUBLE" if is_number else "VARCHAR"


def _unlike(heads: list[str]) -> list[str]:
    """The heads without quotes, each different from the others."""
    found: list[str] = []
    for head in heads:
        plain = head.replace('"', "")
        found.append(plain if plain not in found else f"{plain} {len(found)}")
    return found


def _plain(row: list) -> list:
    return [one if isinstance(one, int | float) or one is None else str(one) for one in row]
