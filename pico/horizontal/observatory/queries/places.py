"""The bodies of the perimeter as the marts know them, and those that are like one of them."""

from dataclasses import dataclass
from functools import cache, lru_cache
from math import log

from ..rules.engines import spoken
from ..rules.marts.tables import clean, mart
from .engine import ask, opened

LIKE = 4  # Provinces proposed as similar: with one's own, five
# What stands before the name of the place, and what stays of it.
STARTS = {
    "Provincia dell'Aquila": "L'Aquila", "Provincia della Spezia": "La Spezia",
    "Provincia dell'": "", "Provincia della ": "", "Provincia del ": "", "Provincia di ": "",
    "Libero Consorzio comunale di ": "", "Libero Consorzio Comunale di ": "",
    "Città metropolitana di ": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Body:
    """A Province (or metropolitan city): `residents` at 1 January of the latest year known."""

    ente_id: int
    name: str
    sigla: str
    province_code: str
    region_code: str
    region_name: str
    division: str
    residents: int | None
    is_metro: bool

    @property
    def short(self) -> str:
        """«Treviso» of «Provincia di Treviso»; the name as it is where it is another."""
        found = (
            kept + self.name.removeprefix(start)
            for start, kept in STARTS.items()
            if self.name.startswith(start)
        )
        return next(found, self.name)


@cache
def _statement() -> str:
    rows = mart("m_bodies")
    return spoken(rows.drop("residents_year"))


def bodies() -> dict[int, Body]:
    """Every body of the perimeter, by the key of its ente, in the order of their short names."""
    return _bodies(opened().version)


@lru_cache(maxsize=2)
def _bodies(_version: tuple) -> dict[int, Body]:
    found = sorted((Body(**line) for line in ask(_statement())), key=lambda one: one.short)
    return {one.ente_id: one for one in found}


def by_sigla() -> dict[str, Body]:
    return {one.sigla: one for one in bodies().values() if one.sigla}


def regions() -> dict[str, str]:
    """Code → name of the regions that have bodies."""
    found = {one.region_code: one.region_name for one in bodies().values() if one.region_code}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def distance(one: Body, other: Body) -> float:
    """How unlike two bodies are: twice as many residents weighs as much as another division."""
    size = abs(log((one.residents or 1) / (other.residents or 1))) / log(2)
    away = 0.0 if one.region_code == other.region_code else 0.5
    return size + away + (0.5 if one.division != other.division else 0.0)


def similar(one: Body, among: dict[int, Body]) -> list[Body]:
    """«Province simili»: by residents first, then region and division; ties by name."""
    others = [
        other
        for other in among.values()
        if other.ente_id != one.ente_id and other.is_metro == one.is_metro
    ]
    return sorted(others, key=lambda other: (distance(one, other), other.name))[:LIKE]


@cache
def _named_places() -> str:
    rows = clean("places")
    return spoken(rows.select("istat", "name", "province_code"))


def comuni(province_code: str) -> dict[str, str]:
    """ISTAT code → name of the Comuni of a Province; empty where the list was not loaded."""
    found = ask(_named_places())
    return {one["istat"]: one["name"] for one in found if one["province_code"] == province_code}
