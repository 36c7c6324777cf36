"""New files take their place in the lake: checked against what was there, all tables in one step."""

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from django.utils.translation import gettext as _

from pico.core.foundation.errors import Refusal

from .lake import Catalogue, Lake, Part, quoted
from .reading.header import folded
from .reading.rows import Report
from .sources.shape import Output, Source

WHOLE = "all"
DAY = re.compile(r"[-_]?(20\d{2})-?(\d{2})-?(\d{2})(?!\d)")
MONTH = re.compile(r"(20\d{2})[-_]?(0[1-9]|1[0-2])(?!\d)")


@dataclass(frozen=True, slots=True)
class Batch:
    """The clean files of one load, one per output of its source."""

    source: Source
    label: str
    mark: str  # first 12 characters of the SHA-256 of what was received
    paths: list[Path]
    report: Report
    day: str

    def label_of(self, index: int) -> str:
        """One source may write a table twice (men, women): each has its own part."""
        table = self.source.outputs[index].table
        first = next(i for i, one in enumerate(self.source.outputs) if one.table == table)
        return self.label if first == index else f"{self.label}#{index - first}"


def label_of(source: Source, name: str) -> str:
    """Say which slice of a dataset a file is: all of it, a month, a delta, the file with this name."""
    stem = Path(name).name.split(".")[0]
    if source.part == "whole":
        return WHOLE
    if source.part == "period":
        if found := DAY.search(stem):
            return f"delta-{''.join(found.groups())}"
        if found := MONTH.search(stem):
            return f"{found[1]}-{found[2]}"
    return folded(DAY.sub("", stem)) or WHOLE


def refuse_losses(lake: Lake, batch: Batch) -> None:
    """Stop a load that would bring nothing, refuses most rows, or halves what was there before."""
    report = batch.report
    if not report.kept:
        raise Refusal(
            _("Il file non porta nessuna riga valida: i dati di prima restano."), code="nothing"
        )
    if report.refused_rows * 2 > report.read - report.blank:
        raise Refusal(
            _(
                "Più di metà delle righe è stata scartata (%(n)s su %(all)s): i dati di prima "
                "restano. Guarda i motivi; se va bene così, conferma con una motivazione."
            )
            % {"n": report.refused_rows, "all": report.read - report.blank},
            code="mostly_refused",
        )
    before = rows_before(lake.catalogue(), batch)
    if report.kept * 2 < before:
        raise Refusal(
            _(
                "Il file ha %(n)s righe, meno della metà di prima (%(before)s): i dati di prima "
                "restano. Se è giusto così, conferma con una motivazione."
            )
            % {"n": report.kept, "before": before},
            code="fewer_rows",
        )


def rows_before(known: Catalogue, batch: Batch) -> int:
    """Rows of the version that this one would replace."""
    table = batch.source.outputs[0].table
    return sum(
        part.rows
        for part in known.parts(table)
        if part.dataset == batch.source.key and part.label == batch.label
    )


def publish(lake: Lake, batch: Batch, connection: duckdb.DuckDBPyConnection) -> Catalogue:
    """Put every table of a load in the catalogue at once; what it replaces is kept for a while."""

    def change(known: Catalogue) -> dict[str, Iterable[Part]]:
        changed: dict[str, list[Part]] = {}
        for index, output in enumerate(batch.source.outputs):
            before = changed.get(output.table, list(known.parts(output.table)))
            new = _placed(lake, batch, index, known.version + 1, connection)
            mine = [part for part in before if _is_replaced(part, batch, index)]
            others = [part for part in before if part not in mine]
            if output.upserts:
                others = [
                    _without(lake, part, new, output, connection, known.version + 1)
                    if part.dataset == batch.source.key
                    else part
                    for part in others
                ]
            changed[output.table] = [part for part in others if part.rows] + [new]
        return changed

    return lake.replace(change)


def _is_replaced(part: Part, batch: Batch, index: int) -> bool:
    return part.dataset == batch.source.key and part.label == batch.label_of(index)


def _placed(lake: Lake, batch: Batch, index: int, version: int, connection) -> Part:
    output = batch.source.outputs[index]
    folder = lake.folder("clean", batch.source.key, output.table)
    label = folded(batch.label_of(index))
    target = folder / f"{label}-{batch.mark}-{version}.parquet"
    if batch.paths[index].exists():
        shutil.move(batch.paths[index], target)
    rows = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(target)})").fetchone()[0]
    path = str(target.relative_to(lake.root))
    return Part(batch.source.key, batch.label_of(index), path, rows, batch.day, batch.mark)


def _without(lake: Lake, old: Part, new: Part, output: Output, connection, version: int) -> Part:
    """An older part without the rows whose key came anew; itself where there are none."""
    keys = " AND ".join(f'old."{name}" = new."{name}"' for name in output.key)
    was = f"read_parquet({quoted(lake.root / old.path)})"
    came = f"read_parquet({quoted(lake.root / new.path)})"
    shared = connection.execute(
        f"SELECT count(*) FROM {was} old SEMI JOIN {came} new ON {keys}"
    ).fetchone()[0]
    if not shared:
        return old
    stem = Path(old.path).name.rsplit("-", 1)[0]
    target = (lake.root / old.path).with_name(f"{stem}-{version}.parquet")
    connection.execute(
        f"COPY (SELECT old.* FROM {was} old ANTI JOIN {came} new ON {keys}) "
        f"TO {quoted(target)} (FORMAT parquet, COMPRESSION zstd)"
    )
    path = str(target.relative_to(lake.root))
    return Part(old.dataset, old.label, path, old.rows - shared, old.day, old.file)
