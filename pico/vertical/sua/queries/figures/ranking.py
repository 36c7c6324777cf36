"""Median and quartiles in the database, of many groups in one statement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

QUARTERS = (25, 50, 75)


@dataclass(frozen=True, slots=True)
class Quartiles:
    """First quartile, median, third quartile of `count` values: nearest rank, values that occurred."""

    count: int
    low: Any
    median: Any
    high: Any


def quartiles(rows: QuerySet, value, *groups: str) -> dict[tuple, Quartiles]:
    """The quartiles of a value, group by group: one statement, whatever the rows and the groups.

    `value` is an expression, empty ones do not count; keys are the values of `groups`.
    """
    part = [F(name) for name in groups] or None
    ranked = (
        rows.order_by()
        .annotate(measured=value)
        .filter(measured__isnull=False)
        .annotate(
            nth=Window(
                RowNumber(), partition_by=part, order_by=[F("measured").asc(), F("pk").asc()]
            ),
            of_all=Window(Count("pk"), partition_by=part),
        )
    )
    wanted = Q()
    for percent in QUARTERS:
        wanted |= Q(nth=(F("of_all") * percent + 99) / 100)
    picked: dict[tuple, dict] = {}
    for row in ranked.filter(wanted).values(*groups, "measured", "nth", "of_all"):
        one = picked.setdefault(tuple(row[name] for name in groups), {"count": row["of_all"]})
        one[row["nth"]] = row["measured"]
    return {key: _read(one) for key, one in picked.items()}


def _read(one: dict) -> Quartiles:
    count = one["count"]
    low, median, high = (one[(count * percent + 99) // 100] for percent in QUARTERS)
    return Quartiles(count, low, median, high)
