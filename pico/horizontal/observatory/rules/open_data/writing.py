"""Writes the files of a dataset: Parquet first, the others from it, each named by what it holds."""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from duckdb import DuckDBPyConnection

from pico.core.modules.open_data import Described

from ...terms.open_data import DataFile
from ..lake import Lake, quoted
from .guarding import for_spreadsheets, guarded

FOLDER = "open"
MARK = 12  # characters of the SHA-256 in a name
OPTIONS = {
    DataFile.CSV: "FORMAT csv, HEADER, DELIMITER ',', QUOTE '\"'",
    DataFile.JSON: "FORMAT json, ARRAY true",
}


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the rows, the period that they cover, and of each file `path`, `bytes`, `sha256`."""

    rows: int = 0
    first_on: date | None = None
    last_on: date | None = None
    files: dict[str, dict] = field(default_factory=dict)


def write(
    connection: DuckDBPyConnection,
    lake: Lake,
    about: Described,
    source: str,
    place: str,
    order: tuple[str, ...] = (),
) -> Written:
    """Write what `source` selects as the files of a dataset below `open/<place>/` of the lake.

    Rows without order stay as they come. Equal rows give equal files with equal names.
    """
    folder = lake.folder(FOLDER, place)
    parquet = folder / f".{about.slug}.parquet"
    sorting = f" ORDER BY {', '.join(order)}" if order else ""
    rows = connection.execute(
        f"COPY ({guarded(about.columns, source)}{sorting}) TO {quoted(parquet)} "
        "(FORMAT parquet, COMPRESSION zstd)"
    ).fetchone()[0]
    if not rows:
        parquet.unlink()
        return Written()
    read = f"SELECT * FROM read_parquet({quoted(parquet)})"
    first, last = _period(connection, about.day, read)
    files = {}
    for kind, options in OPTIONS.items():
        path = folder / f".{about.slug}.{kind}"
        shown = for_spreadsheets(about.columns, read) if kind == DataFile.CSV else read
        connection.execute(f"COPY ({shown}) TO {quoted(path)} ({options})")
        files[kind.value] = _named(lake, path, about.slug)
    files[DataFile.PARQUET.value] = _named(lake, parquet, about.slug)
    return Written(rows, first, last, files)


def _period(connection, day: str, read: str) -> tuple[date | None, date | None]:
    if not day:
        return None, None
    return connection.execute(f'SELECT min("{day}"), max("{day}") FROM ({read})').fetchone()


def _named(lake: Lake, path: Path, slug: str) -> dict:
    """Give a file the name of what it holds; who is still reading another version keeps it."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    final = path.with_name(f"{slug}-{digest[:MARK]}{path.suffix}")
    path.replace(final)
    where = str(final.relative_to(lake.root))
    return {"path": where, "bytes": final.stat().st_size, "sha256": digest}


def sweep(lake: Lake, named: set[str], before: float) -> None:
    """Delete the files that no dataset names and that were written before a moment (seconds of the epoch)."""
    for path in (lake.root / FOLDER).glob("*/*"):
        is_old = path.stat().st_mtime < before
        if is_old and str(path.relative_to(lake.root)) not in named:
            path.unlink()
