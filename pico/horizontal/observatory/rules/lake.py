"""The lake: a folder of files, and one catalogue that says which of them are current.

`raw/` keeps each file as it came, `clean/` its rows with types, `marts/` what is counted from them.
Who reads opens an in-memory DuckDB with one view per table, and never waits for who writes: new files
are written beside the old ones, then the catalogue is replaced in one step and the old one kept.
"""

import fcntl
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from .tables import TABLES

MEMORY = "1GB"  # what DuckDB may hold before it writes to disk
THREADS = 2
Columns = Mapping[str, str]  # the type of each, as DuckDB calls it
Contract = Mapping[str, Columns]
KEPT_BEFORE = 3  # catalogues kept behind the current one, with their files
GRACE = 3600  # seconds for which a file that nobody names any more is left to who still reads it


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a table: from which dataset, which slice of it (`label`: a month, a delta, all)."""

    dataset: str
    label: str
    path: str  # below the root of the lake
    rows: int
    day: str = ""  # ISO day to which the data are up to date
    file: str = ""  # first 12 characters of the SHA-256 of what was received


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The parts of each table, in the order in which they came; `version` grows by one."""

    version: int = 0
    tables: dict[str, tuple[Part, ...]] = field(default_factory=dict)

    def parts(self, table: str) -> tuple[Part, ...]:
        return self.tables.get(table, ())

    def with_parts(self, changed: dict[str, Iterable[Part]]) -> "Catalogue":
        """Return the next version, in which these tables have these parts."""
        tables = {**self.tables, **{name: tuple(parts) for name, parts in changed.items()}}
        return Catalogue(self.version + 1, {name: parts for name, parts in tables.items() if parts})


class Lake:
    """The files below `root`. Reading makes nothing; the folders are made by who first writes."""

    def __init__(self, root: Path | str, *, memory: str = MEMORY, threads: int = THREADS) -> None:
        self.root = Path(root)
        self.memory = memory
        self.threads = threads

    def __repr__(self) -> str:
        return f"Lake({str(self.root)!r})"

    # What is there ---------------------------------------------------------------------------

    @property
    def _catalogue_path(self) -> Path:
        return self.root / "catalogue.json"

    def catalogue(self) -> Catalogue:
        """Return what is current; an empty one where nothing was loaded yet."""
        try:
            said = json.loads(self._catalogue_path.read_text())
        except FileNotFoundError:
            return Catalogue()
        tables = {
            name: tuple(Part(**part) for part in parts) for name, parts in said["tables"].items()
        }
        return Catalogue(said["version"], tables)

    def tables(self) -> dict[str, list[Path]]:
        """Return the current files of each table that has any."""
        found = self.catalogue().tables
        return {name: [self.root / part.path for part in parts] for name, parts in found.items()}

    def updated_on(self, *tables: str) -> date | None:
        """Return the day to which the oldest of these tables is up to date: «Dati aggiornati al»."""
        known = self.catalogue()
        days = [
            max((part.day for part in known.parts(table) if part.day), default="")
            for table in tables
        ]
        said = min(filter(None, days), default="")
        return date.fromisoformat(said) if said else None

    def rows(self, table: str) -> int:
        return sum(part.rows for part in self.catalogue().parts(table))

    # Reading ---------------------------------------------------------------------------------

    def engine(self) -> duckdb.DuckDBPyConnection:
        """Open DuckDB within the memory and threads of this lake; what does not fit goes to disk."""
        spill = self.root / "spill"
        return duckdb.connect(
            ":memory:",
            config={
                "memory_limit": self.memory,
                "threads": self.threads,
                "temp_directory": str(spill),
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )

    def connect(self, more: Contract | None = None) -> duckdb.DuckDBPyConnection:
        """Open one view per table over the files that are current now.

        A table of the contract without files is there, empty, and so is a column that came into the
        contract after a file was written. `more` tables belong to the contract for who reads them;
        what no contract knows is there as it was published.
        """
        connection = self.engine()
        found, contract = self.tables(), {**TABLES, **(more or {})}
        for name in {**contract, **dict.fromkeys(found)}:
            columns, paths = contract.get(name, {}), found.get(name, [])
            try:
                connection.execute(f'CREATE VIEW "{name}" AS {_selection(columns, paths)}')
            except duckdb.BinderException:
                connection.execute(f'CREATE VIEW "{name}" AS {_completed(columns, paths)}')
        return connection

    # Writing ---------------------------------------------------------------------------------

    def folder(self, *names: str) -> Path:
        """Return a folder of the lake, made if needed."""
        path = self.root.joinpath(*names)
        path.mkdir(parents=True, exist_ok=True)
        return path

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Keep other writers out; readers are not concerned."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "catalogue.lock").open("w") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def replace(
        self, change: Callable[[Catalogue], dict[str, Iterable[Part]]], *, keeps: bool = True
    ) -> Catalogue:
        """Ask `change` which tables get which parts, with other writers kept out; make it current.

        With `keeps` one may go back to what was current before; what can be made again need not.
        """
        with self.lock():
            before = self.catalogue()
            after = before.with_parts(change(before))
            if before.version and keeps:
                kept = self.folder("before") / f"{before.version:08}.json"
                _write(kept, _as_json(before))
            _write(self._catalogue_path, _as_json(after))
            self._sweep(after)
        return after

    def publish(
        self, table: str, part: str, path: Path, *, rows: int = 0, day: str = "", source: str = ""
    ) -> Catalogue:
        """Make a file the part of a table with this label, in the place of the one it had.

        For what is made of the data; their own files come by `rules.publishing`, which keeps the old.
        """
        new = Part(source or table, part, str(path.relative_to(self.root)), rows, day)

        def change(known: Catalogue) -> dict[str, Iterable[Part]]:
            others = [old for old in known.parts(table) if old.label != part]
            return {table: [*others, new]}

        return self.replace(change, keeps=False)

    def go_back(self) -> Catalogue | None:
        """Make the catalogue before this one current again; None where there is none."""
        kept = sorted((self.root / "before").glob("*.json"))
        if not kept:
            return None
        said = json.loads(kept[-1].read_text())
        tables = {
            name: tuple(Part(**part) for part in parts) for name, parts in said["tables"].items()
        }
        with self.lock():
            now = self.catalogue()
            back = Catalogue(now.version + 1, tables)
            _write(self._catalogue_path, _as_json(back))
            kept[-1].unlink()
        return back

    def _sweep(self, current: Catalogue) -> None:
        """Forget old catalogues, and the tables' files that none of those kept names."""
        kept = sorted((self.root / "before").glob("*.json"))
        for old in kept[:-KEPT_BEFORE]:
            old.unlink()
        named = {part.path for parts in current.tables.values() for part in parts}
        for old in kept[-KEPT_BEFORE:]:
            said = json.loads(old.read_text())["tables"]
            named |= {part["path"] for parts in said.values() for part in parts}
        self._let_go(named)

    def _let_go(self, named: set[str]) -> None:
        """Delete what nobody has named for an hour: who opened the lake before may still read it."""
        noted = self.root / "leaving.json"
        leaving = json.loads(noted.read_text()) if noted.exists() else {}
        now, left = time.time(), {}
        for path in [*self.root.glob("clean/**/*.parquet"), *self.root.glob("marts/**/*.parquet")]:
            name = str(path.relative_to(self.root))
            if name in named or path.name.startswith("."):
                continue
            since = leaving.get(name, now)
            if now - since > GRACE:
                path.unlink()
            else:
                left[name] = since
        _write(noted, json.dumps(left))


def _selection(columns: Columns, paths: list[Path]) -> str:
    """The rows of a table: the columns of its contract where it has one, all of them otherwise."""
    if not paths:
        return _nothing(columns)
    shown = ", ".join(f'"{column}"' for column in columns) if columns else "*"
    return f"SELECT {shown} FROM {_files(paths)}"


def _completed(columns: Columns, paths: list[Path]) -> str:
    """The same of files that lack columns of the contract."""
    shown = ", ".join(f'"{column}"' for column in columns)
    rows = f"{_nothing(columns)} UNION ALL BY NAME SELECT * FROM {_files(paths)}"
    return f"SELECT {shown} FROM ({rows})"


def _nothing(columns: Columns) -> str:
    nothing = ", ".join(f'NULL::{kind} AS "{column}"' for column, kind in columns.items())
    return f"SELECT {nothing} WHERE false"


def _files(paths: list[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(path) for path in paths)}], union_by_name=true)"


def quoted(text: Any) -> str:
    """A string of SQL: names of files and texts of rules, never what a visitor typed."""
    return "'" + str(text).replace("'", "''") + "'"


def _as_json(catalogue: Catalogue) -> str:
    return json.dumps(asdict(catalogue), ensure_ascii=False, indent=1)


def _write(path: Path, text: str) -> None:
    """Write a whole file or nothing: beside it, to the disk, then in its place."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
