"""What a reader chose: from the address, to the address, and into the rows of a mart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import urlencode

import ibis
from ibis.expr.types import BooleanValue, Table

from ..rules.engines import spoken
from ..rules.marts.tables import mart
from ..terms.sections import Attribution
from .places import bodies

YES, NO = "si", "no"
OWNERS = {
    Attribution.ALL: "ente_id",
    Attribution.SUA: "sua_ente_id",
    Attribution.BENEFICIARY: "beneficiary_ente_id",
}
# The names of the filters in the address.
NAMES = {
    "first": "dal", "last": "al", "provinces": "provincia", "region": "regione", "kind": "oggetto",
    "procedure": "procedura", "band": "fascia", "cpv": "cpv", "pnrr": "pnrr", "metro": "metro",
    "attribution": "come",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """Empty means everything; `provinces` are sigle, `cpv` the first digits of a code.

    Equal filters give equal addresses and equal SQL: what was answered once is answered again.
    """

    first: date | None = None
    last: date | None = None
    provinces: tuple[str, ...] = ()
    region: str = ""
    kind: str = ""
    procedure: str = ""
    band: str = ""
    cpv: str = ""
    pnrr: str = ""
    metro: bool = False
    attribution: str = Attribution.ALL.value

    @classmethod
    def of(cls, chosen: Mapping) -> "Filters":
        """Return the filters of a clean form, whose fields are named as in the address."""
        found = {}
        for name, said in NAMES.items():
            if value := chosen.get(said):
                found[name] = tuple(sorted(value)) if isinstance(value, list | tuple) else value
        return cls(**found)

    def query(self, **changes) -> str:
        """The query string of these filters with some changed; empty where nothing is chosen."""
        return urlencode((replace(self, **changes) if changes else self).pairs())

    def pairs(self) -> list[tuple[str, str]]:
        """What is chosen, each with its name in the address."""
        found = []
        for name, said in NAMES.items():
            value = getattr(self, name)
            if isinstance(value, tuple):
                found += [(said, part) for part in value]
            elif value:
                found.append((said, YES if value is True else str(value)))
        return found

    @property
    def enti(self) -> tuple[int, ...]:
        """The bodies chosen: never an empty tuple for «nothing chosen»."""
        return tuple(
            one.ente_id
            for one in bodies().values()
            if (self.metro or not one.is_metro)
            and (not self.provinces or one.sigla in self.provinces)
            and (not self.region or one.region_code == self.region)
        )

    def before(self) -> "Filters | None":
        """The period just as long that ends where this one begins; None where it has no ends."""
        if not (self.first and self.last):
            return None
        length = self.last - self.first + timedelta(days=1)
        return replace(self, first=self.first - length, last=self.first - timedelta(days=1))

    @property
    def around(self) -> "Filters":
        """The same with the Provinces around those chosen: what a map shows."""
        return replace(self, provinces=())

    @property
    def everywhere(self) -> "Filters":
        """The same without the territory: what a Province is compared with."""
        return replace(self, provinces=(), region="")


@lru_cache(maxsize=512)
def lots(filters: Filters, enti: tuple[int, ...]) -> str:
    """The SQL of the lots that filters leave; `ente_id` is whose they count as."""
    return spoken(_lots(filters, enti))


def _lots(filters: Filters, enti: tuple[int, ...], name: str = "m_lots") -> Table:
    rows = mart(name)
    owner = OWNERS[Attribution(filters.attribution)]
    rows = rows.filter(_in(rows[owner], enti), *_of_lots(filters, rows))
    return rows if owner == "ente_id" else rows.mutate(ente_id=rows[owner])


def _in(column, enti: tuple[int, ...]) -> BooleanValue:
    return column.isin(enti) if enti else ibis.literal(False)


def _of_lots(filters: Filters, rows: Table) -> list[BooleanValue]:
    wanted = [
        rows[name] == getattr(filters, name)
        for name in ("kind", "procedure", "band")
        if getattr(filters, name)
    ]
    if filters.cpv:
        wanted.append(rows.cpv.startswith(filters.cpv))
    if filters.pnrr == YES:
        wanted.append(rows.is_pnrr.fill_null(False))
    elif filters.pnrr == NO:
        wanted.append(~rows.is_pnrr.fill_null(False))
    return [*wanted, *_within(filters, rows.published_on)]


def _within(filters: Filters, day) -> list[BooleanValue]:
    found = []
    if filters.first:
        found.append(day >= ibis.date(filters.first.isoformat()))
    if filters.last:
        found.append(day <= ibis.date(filters.last.isoformat()))
    return found


@lru_cache(maxsize=256)
def lots_with_residents(filters: Filters, enti: tuple[int, ...]) -> str:
    """The same lots with the residents of whose they are, in the year they were published.

    Where that year is not known, those of the latest one.
    """
    rows = _lots(filters, enti)
    people = mart("m_population").select(year="year", owner="ente_id", counted=ibis._.residents)
    latest = mart("m_bodies").select(body="ente_id", last=ibis._.residents)
    rows = rows.left_join(people, [rows.year == people.year, rows.ente_id == people.owner])
    rows = rows.drop("year_right", "owner")
    rows = rows.left_join(latest, rows.ente_id == latest.body).drop("body")
    return spoken(rows.mutate(residents=rows.counted.fill_null(rows.last)).drop("counted", "last"))


@lru_cache(maxsize=256)
def lots_with_places(filters: Filters, enti: tuple[int, ...]) -> str:
    """The same lots with the region and the division of whose they are."""
    places = mart("m_bodies").select("ente_id", "region_name", "division")
    return spoken(_lots(filters, enti).inner_join(places, "ente_id"))


@lru_cache(maxsize=256)
def winners(filters: Filters, enti: tuple[int, ...]) -> str:
    """Who won the lots that filters leave: the mart says of each winner what filters ask of the lot."""
    return spoken(_lots(filters, enti, "m_winners"))


@lru_cache(maxsize=256)
def variants(filters: Filters, enti: tuple[int, ...]) -> str:
    """The variants of the lots that filters leave."""
    return spoken(_lots(filters, enti, "m_variants"))


@lru_cache(maxsize=256)
def projects(filters: Filters, enti: tuple[int, ...], programme: str) -> str:
    """Projects of the bodies chosen: the other filters are of tenders."""
    return spoken(_projects(enti, programme))


def _projects(enti: tuple[int, ...], programme: str) -> Table:
    rows = mart("m_projects")
    wanted = [_in(rows.ente_id, enti)]
    if programme:
        wanted.append(rows.programme == programme)
    return rows.filter(*wanted)


@lru_cache(maxsize=256)
def projects_with_residents(filters: Filters, enti: tuple[int, ...], programme: str) -> str:
    """The same projects with the residents of whose they are: those of today, as the projects are."""
    people = mart("m_bodies").select("ente_id", "residents")
    return spoken(_projects(enti, programme).left_join(people, "ente_id").drop("ente_id_right"))


@lru_cache(maxsize=256)
def digital(filters: Filters, enti: tuple[int, ...], place: str = "") -> str:
    """Funding of the Comuni of the bodies chosen, or of one of them (its ISTAT code), by its decree."""
    rows = mart("m_digital")
    wanted = [_in(rows.ente_id, enti), *_within(filters, rows.funded_on)]
    if place:
        wanted.append(rows.place_istat == place)
    return spoken(rows.filter(*wanted))


@lru_cache(maxsize=256)
def qualified(filters: Filters, enti: tuple[int, ...]) -> str:
    rows = mart("m_qualifications")
    return spoken(rows.filter(_in(rows.ente_id, enti)))


@lru_cache(maxsize=256)
def staff(filters: Filters, enti: tuple[int, ...]) -> str:
    """Staff of the bodies chosen in the years chosen."""
    rows = mart("m_staff")
    wanted = [_in(rows.ente_id, enti)]
    if filters.first:
        wanted.append(rows.year >= filters.first.year)
    if filters.last:
        wanted.append(rows.year <= filters.last.year)
    return spoken(rows.filter(*wanted))


@lru_cache(maxsize=256)
def staff_of(filters: Filters, enti: tuple[int, ...], year: int) -> str:
    """Staff of one year with the residents of that year, or of the latest one known."""
    rows = mart("m_staff")
    rows = rows.filter(_in(rows.ente_id, enti), rows.year == year)
    people = mart("m_population").select("year", "ente_id", counted=ibis._.residents)
    rows = rows.left_join(people, ["year", "ente_id"]).drop("year_right", "ente_id_right")
    latest = mart("m_bodies").select(body="ente_id", last=ibis._.residents)
    rows = rows.left_join(latest, rows.ente_id == latest.body).drop("body")
    return spoken(rows.mutate(residents=rows.counted.fill_null(rows.last)).drop("counted", "last"))
