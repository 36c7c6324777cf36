"""The records behind the figures: lots and projects, a page at a time, and one of them whole."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import ibis
from ibis.expr.types import Table

from ..rules.engines import spoken
from ..rules.marts.tables import mart
from ..terms.contracts import LATE_DAYS
from . import filters as narrowed
from .engine import CHOSEN, Row, ask, chosen, opened, rows_of
from .filters import NO, YES, Filters

CHUNK = 5000
# What the register narrows contracts by.
CONTRACTS = {
    YES: lambda rows: rows.is_begun,
    "varianti": lambda rows: rows.is_begun & (rows.variants > 0),
    "subappalti": lambda rows: rows.is_begun & (rows.subcontracts > 0),
    "lenti": lambda rows: rows.contract_days > LATE_DAYS,
}


@dataclass(frozen=True)
class Records:
    """Rows that are asked for when they are read: a slice for a page, all by pieces for a file."""

    sql: str
    order: str  # a column of the rows, with a minus for the other way round
    key: str

    def count(self) -> int:
        return self._counted

    def __len__(self) -> int:
        return self._counted

    def __getitem__(self, wanted: slice) -> list[Row]:
        return self._slice(wanted.start or 0, (wanted.stop or CHUNK) - (wanted.start or 0))

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, self._counted, CHUNK):
            yield from self._slice(start, CHUNK)

    def ordered(self, path: str) -> "Records":
        return Records(self.sql, path, self.key)

    @property
    def statement(self) -> str:
        name = self.order.removeprefix("-")
        way = "DESC" if self.order.startswith("-") else "ASC"
        return f'{self.sql} ORDER BY "{name}" {way} NULLS LAST, "{self.key}"'

    @cached_property
    def _counted(self) -> int:
        return ask(f"SELECT count(*) AS n FROM ({self.sql})")[0]["n"]  # noqa: S608

    def _slice(self, start: int, length: int) -> list[Row]:
        return rows_of(opened(), f"{self.statement} LIMIT {int(length)} OFFSET {int(start)}")


def as_records(expression: Table, rows: str, order: str, key: str, *beside: str) -> Records:
    """The rows of an expression over `chosen`; `beside` are other tables that it names, as `name AS (…)`."""
    tables = ", ".join((f"{CHOSEN} AS ({rows})", *beside))
    return Records(f"WITH {tables} SELECT * FROM ({spoken(expression)})", order, key)  # noqa: S608


def lots(filters: Filters, more: Mapping) -> Records:
    """The lots that filters leave; `more` is what the register alone narrows by."""
    rows = chosen("m_lots")
    names = mart("m_bodies").select("ente_id", province=ibis._.name)
    wanted = [has_words(rows, ("cig", "object"), more.get("q", "")), *_ended(rows, more)]
    rows = rows.filter(*wanted).left_join(names, "ente_id").drop("ente_id_right")
    return as_records(rows, narrowed.lots(filters, filters.enti), "-published_on", "cig")


def has_words(rows: Table, columns: tuple[str, str], text: str):
    """True where each word is in either column, whatever its capitals; at most six are looked for."""
    found = ibis.literal(True)
    for word in text.split()[:6]:
        sought = word.upper()
        found = found & (
            rows[columns[0]].upper().contains(sought) | rows[columns[1]].upper().contains(sought)
        )
    return found


def _ended(rows: Table, more: Mapping):
    match more.get("esito"):
        case "si":
            yield rows.is_awarded
        case "deserta":
            yield rows.is_deserted
        case "no":
            yield ~rows.has_outcome
    if more.get("offerte") is not None:
        yield (rows.admitted == more["offerte"]) & rows.is_awarded & rows.is_competitive
    if contract := CONTRACTS.get(more.get("contratto")):
        yield contract(rows)
    if more.get("anomali"):
        yield rows.is_outlier
    if more.get("luogo"):
        yield rows.place_istat == more["luogo"]


def projects(filters: Filters, more: Mapping) -> Records:
    rows = chosen("m_projects")
    names = mart("m_bodies").select("ente_id", province=ibis._.name)
    wanted = [has_words(rows, ("cup", "title"), more.get("q", ""))]
    if more.get("stato"):
        wanted.append(rows.state == more["stato"])
    if more.get("cig") in (YES, NO):
        wanted.append((rows.cig_count > 0) if more["cig"] == YES else (rows.cig_count == 0))
    rows = rows.filter(*wanted).left_join(names, "ente_id").drop("ente_id_right")
    chosen_rows = narrowed.projects(filters, filters.enti, more.get("programma", ""))
    return as_records(rows, chosen_rows, "-financed", "cup")


def _one(name: str, column: str, value: str) -> list[Row]:
    rows = mart(name)
    return ask(spoken(rows.filter(rows[column] == value)))


def lot(cig: str) -> Row | None:
    """A lot of the perimeter by its CIG; None where there is none."""
    return next(iter(_one("m_lots", "cig", cig)), None)


def lots_named(cigs: tuple[str, ...]) -> list[Row]:
    """Those of these lots that are of the perimeter."""
    rows = mart("m_lots")
    return ask(spoken(rows.filter(rows.cig.isin(cigs))))


def lots_of_tender(number: str) -> list[Row]:
    """The lots of a tender, the greatest first."""
    return sorted(_one("m_lots", "tender_number", number), key=lambda one: -(one["amount"] or 0))


def winners_of(cig: str) -> list[Row]:
    return _one("m_winners", "cig", cig)


def variants_of(cig: str) -> list[Row]:
    """The variants of a contract, each once with all its reasons, in the order of their days."""
    found: dict[str, Row] = {}
    for one in sorted(_one("m_variants", "cig", cig), key=lambda one: one["reason"] or ""):
        known = found.setdefault(one["variant_id"], {**one, "reasons": []})
        if one["reason"]:
            known["reasons"].append(one["reason"])
    return sorted(
        found.values(), key=lambda one: (one["approved_on"] or date.max, one["variant_id"])
    )


def subcontracts_of(cig: str) -> list[Row]:
    """The subcontracts of a contract, in the order of their days."""
    rows = _one("m_subcontracts", "cig", cig)
    return sorted(rows, key=lambda one: (one["authorised_on"] or date.max, one["subcontract_id"]))


def links_of_lot(cig: str) -> list[Row]:
    return _one("m_links", "cig", cig)


def project(cup: str) -> list[Row]:
    """The rows of a CUP: one per programme and body."""
    return _one("m_projects", "cup", cup)


def links_of_project(cup: str) -> list[Row]:
    return _one("m_links", "cup", cup)


def links_of_ente(ente_id: int) -> list[Row]:
    """The links of a Province, in the order of their codes."""
    rows = mart("m_links")
    return ask(spoken(rows.filter(rows.ente_id == ente_id).order_by(["cup", "cig"])))
