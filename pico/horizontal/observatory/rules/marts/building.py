"""Makes the marts: each an Ibis expression, run by the engine at hand, written as sorted Parquet."""

from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

from ibis.expr.types import Table

from ..engines import spoken
from ..lake import Catalogue, Lake, Part
from . import changes, digital, lots, perimeter, projects
from .tables import MARTS, mart

SOURCE = "marts"
# In the order they need one another.
EXPRESSIONS: dict[str, Callable[[], Table]] = {
    "m_population": perimeter.population,
    "m_bodies": perimeter.bodies,
    "m_lots": lots.lots,
    "m_winners": lambda: lots.winners(mart("m_lots")),
    "m_variants": lambda: changes.variants(mart("m_lots")),
    "m_subcontracts": lambda: changes.subcontracts(mart("m_lots")),
    "m_links": projects.links,
    "m_projects": lambda: projects.projects(mart("m_links")),
    "m_staff": perimeter.staff,
    "m_qualifications": perimeter.qualifications,
    "m_digital": digital.digital,
}
# Rows that are asked for together lie together.
ORDER = {
    "m_population": ("ente_id", "year"), "m_bodies": ("ente_id",),
    "m_lots": ("ente_id", "published_on", "cig"), "m_winners": ("ente_id", "cig", "winner_code"),
    "m_variants": ("ente_id", "cig", "variant_id", "reason"),
    "m_subcontracts": ("ente_id", "cig", "subcontract_id", "firm_code", "firm_name", "category"),
    "m_links": ("ente_id", "cup", "cig"), "m_projects": ("ente_id", "programme", "cup"),
    "m_staff": ("ente_id", "year", "table_code"), "m_qualifications": ("ente_id",),
    "m_digital": ("ente_id", "place_istat", "call", "cup", "ipa"),
}  # fmt: skip


def publish(lake: Lake) -> dict[str, int]:
    """Make every mart anew from what is current, and make all of them current in one step.

    Returns the rows of each. Until the end readers see the marts that were there.
    """
    folder = lake.folder("marts", f"{lake.catalogue().version:08}")
    with closing(lake.connect()) as connection:
        made = list(build(connection, folder))

    def change(_known: Catalogue) -> dict[str, list[Part]]:
        parts = {}
        for name, path, rows in made:
            final = path.rename(folder / f"{name}.parquet")
            parts[name] = [Part(SOURCE, "all", str(final.relative_to(lake.root)), rows)]
        return parts

    lake.replace(change, keeps=False)
    return {name: rows for name, _path, rows in made}


def build(connection, folder: Path) -> Iterator[tuple[str, Path, int]]:
    """Write each mart to `folder`; give its name, file and number of rows as it is done.

    `connection` is one that the lake opened: what is not loaded yet is an empty table of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in EXPRESSIONS:
        path = folder / f".{name}.parquet"  # unfinished: nobody reads it, nothing sweeps it away
        target = str(path).replace("'", "''")
        rows = connection.execute(
            f"COPY ({statement(name)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
        ).fetchone()[0]
        connection.execute(
            f"CREATE OR REPLACE TEMP VIEW {name} AS SELECT * FROM read_parquet('{target}')"
        )
        yield name, path, rows


@cache
def statement(name: str) -> str:
    """The SQL of a mart, put together once for a process: it is longer in saying than in running."""
    return spoken(in_form(name, EXPRESSIONS[name]()))


def in_form(name: str, rows: Table) -> Table:
    """The columns of a mart in their order, with their types whatever an engine makes of sums."""
    columns = [rows[column].cast(kind).name(column) for column, kind in MARTS[name].items()]
    return rows.select(columns).order_by(ORDER[name])
