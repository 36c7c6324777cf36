"""How a file is written (encoding, delimiter, header), and which dataset's columns it holds."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from ..sources.shape import Source
from .arriving import TableFile

HEAD = 2 * 1024 * 1024  # bytes looked at from the start
SPOT = 256 * 1024  # and at each of some places further on
SPOTS = 4
DELIMITERS = (";", ",", "|", "\t")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
SHOWN = 6
LONGEST_HEADER = 400  # columns


@dataclass(frozen=True, slots=True)
class Look:
    """How a file is written; `columns` are the cells of its header as they stand.

    `encoding` other than UTF-8 is what Python calls it: such a file is written anew before it is read.
    """

    columns: tuple[str, ...]
    encoding: str = "utf-8"
    delimiter: str = ";"
    is_parquet: bool = False
    has_broken_letters: bool = False


@dataclass(frozen=True, slots=True)
class Binding:
    """Where each field of a source is in a file; names that nobody expected."""

    places: dict[str, int]
    new: tuple[str, ...]


def folded(name: str) -> str:
    """Return the name of a column without case, accents, marks: «Finanz_Totale » → finanz_totale."""
    bare = unicodedata.normalize("NFKD", name.replace("\ufeff", ""))
    plain = "".join(char for char in bare if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def look_at(table: TableFile, connection: duckdb.DuckDBPyConnection) -> Look:
    """Say how a table is written; raise Refusal when it has no header that can be read."""
    if table.is_parquet:
        return _look_at_parquet(table, connection)
    data = _samples(table.path)
    encoding, has_broken = _encoding(data)
    text = data[0].decode("utf-16" if encoding == "utf-16" else encoding, errors="replace")
    text = text.removeprefix("\ufeff")
    delimiter, columns = max(
        ((mark, _first_record(text, mark)) for mark in DELIMITERS), key=lambda one: len(one[1])
    )
    if not any(cell.strip() for cell in columns) or len(columns) > LONGEST_HEADER:
        raise Refusal(_("Nella prima riga non ci sono nomi di colonne."), code="no_header")
    return Look(tuple(columns), encoding, delimiter, has_broken_letters=has_broken)


def _look_at_parquet(table: TableFile, connection: duckdb.DuckDBPyConnection) -> Look:
    try:
        rows = connection.execute(
            "SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(?))", [str(table.path)]
        ).fetchall()
    except duckdb.Error as error:
        raise Refusal(
            _("Il file Parquet è rovinato o è arrivato a metà: scaricalo di nuovo."),
            code="broken_parquet",
        ) from error
    return Look(tuple(row[0] for row in rows), is_parquet=True)


def _samples(path: Path) -> list[bytes]:
    """The start of the file, and some places further on: what is broken may be broken later."""
    size = path.stat().st_size
    with path.open("rb") as file:
        found = [file.read(HEAD)]
        for step in range(1, SPOTS + 1) if size > HEAD * 2 else ():
            file.seek(size * step // (SPOTS + 1))
            file.readline()
            found.append(file.read(SPOT))
    return found


def _encoding(samples: Iterable[bytes]) -> tuple[str, bool]:
    """UTF-8 if its letters beyond ASCII mostly read so, else Windows'; and whether some do not."""
    good = bad = 0
    for index, data in enumerate(samples):
        if index == 0 and data.startswith(UTF16):
            return "utf-16", False
        # The last bytes may be half a letter.
        text = data[: data.rfind(b"\n") + 1 or None].decode("utf-8", errors="replace")
        broken = text.count("\ufffd") - data.count("\ufffd".encode())
        bad += max(broken, 0)
        good += len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    return ("cp1252", False) if bad > good else ("utf-8", bad > 0)


def _first_record(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
    except csv.Error:
        return []


def bind(source: Source, columns: Iterable[str]) -> Binding:
    """Find each field by meaning, wherever it stands; raise Refusal when needed ones are missing."""
    where: dict[str, int] = {}
    for index, cell in enumerate(columns):
        where.setdefault(folded(cell), index)
    places = {}
    for field in source.fields:
        known = [name for name in map(folded, (field.name, *field.names)) if name in where]
        if known:
            places[field.name] = where[known[0]]
    missing = [one for one in source.required if one.name not in places]
    if missing:
        names = ", ".join((one.names or (one.name,))[0] for one in missing)
        raise Refusal(
            _("Mancano colonne necessarie: %(names)s. Nel file ci sono: %(found)s.")
            % {"names": names, "found": _some(columns)},
            code="missing_columns",
        )
    used = set(places.values())
    known_too = {folded(name) for name in source.also}
    new = tuple(
        cell.strip()
        for name, index in where.items()
        if index not in used and name and name not in known_too and not _is_synonym(source, name)
        for cell in [list(columns)[index]]
    )
    return Binding(places, new)


def _is_synonym(source: Source, name: str) -> bool:
    return any(name in map(folded, (one.name, *one.names)) for one in source.fields)


def _some(columns: Iterable[str]) -> str:
    names = [cell.strip() for cell in columns if cell.strip()]
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f"… (+{more})" if more > 0 else "")


def guess(sources: Iterable[Source], columns: Iterable[str], name: str) -> Source:
    """Return the dataset whose columns these are; the file's name decides between equals."""
    found = []
    folds = {folded(cell) for cell in columns}
    for source in sources:
        hits = [
            bool(folds & set(map(folded, (one.name, *one.names))))
            for one in source.fields
            if one.is_required
        ]
        if all(hits) and hits:
            share = sum(
                bool(folds & set(map(folded, (one.name, *one.names)))) for one in source.fields
            ) / max(len(folds), len(source.fields))
            named = any(piece in name.lower() for piece in source.file_names)
            found.append((named, share, source.key, source))
    if not found:
        raise Refusal(
            _("Non riconosco di quale archivio si tratta: indicalo. Nel file ci sono: %(found)s.")
            % {"found": _some(columns)},
            code="unknown_dataset",
        )
    return max(found, key=lambda one: one[:3])[3]


def as_utf8(path: Path, look: Look, folder: Path) -> Path:
    """Return a file in UTF-8: this one, or a copy of it; letters that are none become «\ufffd»."""
    if look.encoding == "utf-8" or look.is_parquet:
        return path
    out, partial = folder / "utf8.csv", folder / ".utf8.csv"
    if out.exists():
        return out
    with (
        path.open(encoding=look.encoding, errors="replace", newline="") as source,
        partial.open("w", encoding="utf-8", newline="") as target,
    ):
        while text := source.read(SPOT):
            target.write(text)
    partial.rename(out)
    return out
