"""The bodies that invented contracts are given to, and how texts become files."""

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass

from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

from ..queries.matches import large_area

SEED = 20260101


@dataclass(frozen=True, slots=True)
class Place:
    """A Province as files call it; `code` is invented where the registry knows none."""

    pk: int
    name: str
    code: str
    vat: str
    territory: str
    region: str
    sigla: str
    town: str  # ISTAT code of a Comune of it
    is_metropolitan: bool
    weight: float  # how large it is among the others


def provinces() -> list[Place]:
    """Return the Provinces and città metropolitane of the registry, each with a size."""
    chance = random.Random(SEED)
    towns = dict(
        Ente.objects.filter(kind=EnteKind.COMUNE, valid_to__isnull=True)
        .order_by("-istat_code")
        .values_list("territory_id", "istat_code")
    )
    return [
        Place(
            ente.pk,
            ente.name.upper(),
            ente.fiscal_code or f"9{int(ente.territory_id or 0):03}9990000",
            ente.vat_number or ente.fiscal_code,
            ente.territory_id or "",
            ente.region_id or "",
            ente.territory.plate if ente.territory else "",
            towns.get(ente.territory_id, f"{ente.territory_id}001"),
            ente.kind == EnteKind.METROPOLITAN_CITY,
            chance.lognormvariate(0, 0.5),
        )
        for ente in large_area().select_related("territory")
        if ente.kind != EnteKind.AUTONOMOUS_PROVINCE
    ]


def as_csv(header: Iterable[str], rows: Iterable[Iterable], *, delimiter: str = ";") -> str:
    """Return a file as ANAC writes them: all quoted, «;», Unix ends of line."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def a_cup(chance: random.Random) -> str:
    """An invented CUP in the right form; two zeros after the year say that nobody gave it."""
    return (
        f"{chance.choice('BCEFGHI')}{chance.randrange(10, 99)}"
        f"{chance.choice('BCEFGH')}{chance.randrange(20, 26)}000{chance.randrange(10**6):06}"
    )
