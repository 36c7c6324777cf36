"""«CIG senza CUP» and «CUP senza CIG»: what Provinces clean their data with, as it stands this moment."""

from collections.abc import Mapping

import ibis
from ibis.expr.types import Table

from ..rules.lake import quoted
from ..rules.marts.tables import mart
from . import filters as narrowed
from .engine import chosen
from .filters import Filters
from .pairs import decided_since
from .records import Records, as_records, has_words

DECIDED = "decided"
PAIR = ["cup", "cig"]


def lots_without_cup(filters: Filters, more: Mapping) -> Records:
    """Lots that say PNRR/PNC = yes and that nobody links to a CUP; the latest first."""
    rows, decided = chosen("m_lots"), _decided()
    refused = decided.filter(~decided.stands)
    # ANAC may know a CUP that is no project of the perimeter: such a pair is in no mart.
    has_none = (rows.cup_count == 0) | rows.cig.isin(refused.cig)
    rows = rows.filter(
        rows.is_pnrr.fill_null(False), has_none, has_words(rows, ("cig", "object"), more.get("q", ""))
    )  # fmt: skip
    rows = _with_province(rows.anti_join(_linked(decided), "cig"))
    chosen_rows = narrowed.lots(filters, filters.enti)
    return as_records(rows, chosen_rows, "-published_on", "cig", _decided_rows())


def projects_without_cig(filters: Filters, more: Mapping) -> Records:
    """Projects that nobody links to a CIG; the most financed first."""
    rows, decided = chosen("m_projects"), _decided()
    wanted = [has_words(rows, ("cup", "title"), more.get("q", ""))]
    if more.get("attivi"):
        wanted.append(rows.status.upper().startswith("ATTIV").fill_null(False))
    rows = _with_province(rows.filter(*wanted).anti_join(_linked(decided), "cup"))
    chosen_rows = narrowed.projects(filters, filters.enti, more.get("programma", ""))
    return as_records(rows, chosen_rows, "-financed", "cup", _decided_rows())


def _with_province(rows: Table) -> Table:
    names = mart("m_bodies").select("ente_id", province=ibis._.name)
    return rows.left_join(names, "ente_id").drop("ente_id_right")


def _decided() -> Table:
    return ibis.table({"cup": "string", "cig": "string", "stands": "boolean"}, name=DECIDED)


def _linked(decided: Table) -> Table:
    """The pairs that stand: those of the marts, but where somebody had a say since they were made."""
    links = mart("m_links")
    said = links.select(PAIR).anti_join(decided, PAIR)
    return ibis.union(said, decided.filter(decided.stands).select(PAIR))


def _decided_rows() -> str:
    """`decided AS (…)`: what the database knows, for the engine that holds the marts."""
    rows = [
        f"({quoted(cup)}, {quoted(cig)}, {'true' if stands else 'false'})"
        for cup, cig, stands in decided_since()
    ]
    empty = "SELECT NULL::VARCHAR, NULL::VARCHAR, NULL::BOOLEAN WHERE false"
    listed = f"VALUES {', '.join(rows)}" if rows else empty
    return f"{DECIDED}(cup, cig, stands) AS ({listed})"
