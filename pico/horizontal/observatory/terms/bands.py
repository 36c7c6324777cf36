"""«Fascia d'importo»: edges that the law moves, taken as they were on the day of publication.

Sources: direct award, art. 36, c. 2, D.Lgs. 50/2016, then art. 1, c. 2, D.L. 76/2020 and art. 51,
D.L. 77/2021, then art. 50, c. 1, D.Lgs. 36/2023; European thresholds of sub-central authorities,
Reg. (EU) 1251/2011, 1336/2013, 2015/2342, 2017/2365, 2019/1828, 2021/1952, 2023/2495, 2025/2152.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """«Oggetto» of a contract."""

    WORKS = "WORKS", _("Lavori")
    SERVICES = "SERVICES", _("Servizi")
    SUPPLIES = "SUPPLIES", _("Forniture")


class Band(models.TextChoices):
    UNDER_40K = "UNDER_40K", _("fino a 40.000 €")
    DIRECT = "DIRECT", _("fino alla soglia dell'affidamento diretto")
    EU_SERVICES = "EU_SERVICES", _("fino alla soglia europea di servizi e forniture")
    UNDER_1M = "UNDER_1M", _("fino a 1 milione di €")
    EU_WORKS = "EU_WORKS", _("fino alla soglia europea dei lavori")
    ABOVE = "ABOVE", _("dalla soglia europea dei lavori")


SMALL = Decimal(40_000)
MILLION = Decimal(1_000_000)
DIRECT_WORKS = Decimal(150_000)


@dataclass(frozen=True, slots=True)
class Edge:
    """A threshold in euro, VAT excluded, in force from a day until the next one's."""

    since: date
    amount: Decimal


def _edges(*pairs: tuple[date, int]) -> tuple[Edge, ...]:
    return tuple(Edge(since, Decimal(amount)) for since, amount in pairs)


BEGINNING = date(1, 1, 1)
# Services and supplies; that of works has been 150.000 € since the band exists.
DIRECT_OTHERS = _edges(
    (BEGINNING, 40_000), (date(2020, 7, 17), 75_000), (date(2021, 6, 1), 139_000),
    (date(2023, 7, 1), 140_000),
)  # fmt: skip
EU_SERVICES = _edges(
    (BEGINNING, 200_000), (date(2014, 1, 1), 207_000), (date(2016, 1, 1), 209_000),
    (date(2018, 1, 1), 221_000), (date(2020, 1, 1), 214_000), (date(2022, 1, 1), 215_000),
    (date(2024, 1, 1), 221_000), (date(2026, 1, 1), 216_000),
)  # fmt: skip
EU_WORKS = _edges(
    (BEGINNING, 5_000_000), (date(2014, 1, 1), 5_186_000), (date(2016, 1, 1), 5_225_000),
    (date(2018, 1, 1), 5_548_000), (date(2020, 1, 1), 5_350_000), (date(2022, 1, 1), 5_382_000),
    (date(2024, 1, 1), 5_538_000), (date(2026, 1, 1), 5_404_000),
)  # fmt: skip


def edge_on(edges: tuple[Edge, ...], day: date) -> Decimal:
    """Return the threshold in force on a day."""
    return next(edge.amount for edge in reversed(edges) if edge.since <= day)


def limits_on(kind: str, day: date) -> tuple[tuple[Band, Decimal], ...]:
    """Return each band but the last with the amount it stays under."""
    direct = DIRECT_WORKS if kind == Kind.WORKS else edge_on(DIRECT_OTHERS, day)
    return (
        (Band.UNDER_40K, SMALL),
        (Band.DIRECT, direct),
        (Band.EU_SERVICES, edge_on(EU_SERVICES, day)),
        (Band.UNDER_1M, MILLION),
        (Band.EU_WORKS, edge_on(EU_WORKS, day)),
    )


def band_of(kind: str, amount: Decimal, day: date) -> Band:
    """Return the band of a lot: an amount equal to a threshold is above it."""
    found = (band for band, limit in limits_on(kind, day) if amount < limit)
    return next(found, Band.ABOVE)
