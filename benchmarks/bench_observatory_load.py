"""Loading CIG files in ANAC's exact format against DuckDB's own read_csv → Parquet of the same file.

    DATABASE_URL=sqlite:bench.sqlite3 ROWS=200000 python -m benchmarks.bench_observatory_load

ROWS may name several sizes («1000000 10000000 60000000»); a million rows take about 0.9 GB on disk.
What is larger than PART (5,000,000) comes as ANAC publishes it, a file a month: each is made, loaded into
the same lake beside those before it, and thrown away. Ours cleans every value, refuses with reasons, keeps one row per CIG, writes 42 typed columns; «raw»
reads all 61 columns as text and writes them. Both with the same memory and threads.
"""

import os
import resource
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from pico.horizontal.observatory.rules import publishing  # noqa: E402
from pico.horizontal.observatory.rules.lake import Lake, quoted  # noqa: E402
from pico.horizontal.observatory.rules.reading import arriving, header, macros, rows  # noqa: E402
from pico.horizontal.observatory.rules.sources.anac import LOTS  # noqa: E402
from pico.horizontal.observatory.tests.files import CIG_HEADER, LOT  # noqa: E402

PART = int(os.environ.get("PART", "5000000"))
SIZES = [int(size) for size in os.environ.get("ROWS", "200000").split()]
ROUNDS = int(os.environ.get("ROUNDS", "2"))
MEMORY = os.environ.get("MEMORY", "1GB")
NOW = datetime(2026, 11, 20, tzinfo=UTC)

# What changes from row to row; one CIG in fifty comes twice, one row in a thousand has no buyer.
VARIED = {
    "cig": "printf('%07d%03X', 1000000 + (i - CASE WHEN i % 50 = 0 THEN 1 ELSE 0 END) % 8999999, (i - CASE WHEN i % 50 = 0 THEN 1 ELSE 0 END) % 4096)",
    "importo_lotto": "printf('%d.%d', 1000 + (hash(i) % 3000000)::BIGINT, (i % 10)::BIGINT)",
    "oggetto_lotto": "printf('Manutenzione della strada provinciale %d – lotto %d', (i % 900)::BIGINT, (i % 7)::BIGINT)",
    "data_pubblicazione": "strftime(DATE '2010-01-01' + (i % 5800)::INT, '%Y-%m-%d')",
    "cf_amministrazione_appaltante": "CASE WHEN i % 1000 = 0 THEN '' ELSE printf('%011d', 80000000000 + (hash(i) % 9000)::BIGINT * 7) END",
    "cod_cpv": "printf('%08d-%d', 45000000 + (hash(i) % 9000)::BIGINT, (i % 10)::BIGINT)",
    "flag_prevalente": "CASE WHEN i % 50 = 0 THEN '0' ELSE '1' END",
}


def make(path: Path, first: int, last: int, lake: Lake) -> None:
    """Write a file of the rows of these numbers."""
    columns = ", ".join(
        f'{VARIED.get(name, quoted(LOT.get(name, "")))} AS "{name}"' for name in CIG_HEADER
    )
    lake.engine().execute(
        f"COPY (SELECT {columns} FROM range({first}, {last}) AS r(i)) TO {quoted(path)} "
        "(FORMAT csv, DELIMITER ';', HEADER, FORCE_QUOTE *)"
    )


def raw(path: Path, out: Path, lake: Lake) -> float:
    started = time.perf_counter()
    lake.engine().execute(
        f"COPY (SELECT * FROM read_csv({quoted(path)}, all_varchar=true, delim=';', header=true)) "
        f"TO {quoted(out)} (FORMAT parquet, COMPRESSION zstd)"
    )
    return time.perf_counter() - started


def ours(path: Path, mark: str, lake: Lake) -> tuple[float, rows.Report]:
    with tempfile.TemporaryDirectory(dir=lake.folder("work")) as place:
        started = time.perf_counter()
        connection = lake.engine()
        macros.teach(connection)
        folder = Path(place)
        table = arriving.open_file(path, path.name, folder)
        look = header.look_at(table, connection)
        binding = header.bind(LOTS, look.columns)
        reading = rows.Reading(table.path, look, LOTS, binding, folder, mark, NOW.date())
        report, paths = rows.read_rows(reading, connection, lambda *_said: None)
        batch = publishing.Batch(LOTS, mark, mark, paths, report, report.day)
        publishing.publish(lake, batch, connection)
        return time.perf_counter() - started, report


@dataclass
class Timed:
    """Seconds of the fastest round, added over the files; rows kept and refused."""

    raw: float = 0.0
    ours: float = 0.0
    kept: int = 0
    refused: int = 0


def load(size: int, place: Path) -> Timed:
    """Load so many rows, a file after the other, into one lake."""
    lake, total = Lake(place / "lake", memory=MEMORY), Timed()
    for number, first in enumerate(range(0, size, PART), 1):
        path = place / f"cig_csv_{2020 + number // 12}_{number % 12 + 1:02}.csv"
        make(path, first, min(first + PART, size), lake)
        theirs, mine, report = [], [], rows.Report()
        for _round in range(ROUNDS):
            theirs.append(raw(path, place / "raw.parquet", lake))
            seconds, report = ours(path, f"part{number:04}", lake)
            mine.append(seconds)
        path.unlink()
        total.raw, total.ours = total.raw + min(theirs), total.ours + min(mine)
        total.kept, total.refused = total.kept + report.kept, total.refused + report.refused_rows
    return total


def main() -> None:
    print("| rows | raw rows/s | ours rows/s | ratio | kept | refused | peak memory |")
    print("|---|---|---|---|---|---|---|")
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="pico-lake-") as place:
            found = load(size, Path(place))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"| {size:,} | {size / found.raw:,.0f} | {size / found.ours:,.0f} "
                f"| {found.raw / found.ours:.2f} | {found.kept:,} | {found.refused:,} | {peak:,} MB |",
                flush=True,
            )


if __name__ == "__main__":
    main()
