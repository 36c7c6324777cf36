"""Where a figure leads: the records that it counts, with the filters it was counted with."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from django.urls import get_script_prefix, reverse

from ..rules.indicators.declaring import Indicator
from .blocks import Figure, day_of, figures
from .filters import Filters

PAGES = {"m_projects": "observatory:cups"}


def behind(indicator: Indicator, filters: Filters, **changes) -> str:
    """The address of the records behind an indicator; empty where it counts none that is listed."""
    if not indicator.behind:
        return ""
    return records(filters, indicator.behind.lstrip("?"), indicator.mart, **changes)


def records(filters: Filters, more: str = "", mart: str = "m_lots", **changes) -> str:
    """The address of lots (or projects) with these filters; what `more` says goes before them."""
    own = _said(more)
    chosen = replace(filters, **changes) if changes else filters
    query = urlencode([*(pair for pair in chosen.pairs() if pair[0] not in own), *own.items()])
    address = _page(PAGES.get(mart, "observatory:lots"), get_script_prefix())
    return f"{address}?{query}" if query else address


@lru_cache(maxsize=256)
def _said(more: str) -> dict[str, str]:
    return dict(parse_qsl(more))


@lru_cache(maxsize=256)
def _page(name: str, prefix: str) -> str:
    """The address of a page below the prefix of a space: asked for each cell of a table."""
    return reverse(name)


def linked(chosen: tuple[Indicator, ...], found: dict, filters: Filters) -> list[Figure]:
    """The tiles of a section."""
    return list(figures(chosen, found, {one.key: behind(one, filters) for one in chosen}))


def during(filters: Filters, year: int, quarter: int = 0) -> dict[str, date]:
    """The filters of a year or of a quarter of it, not beyond the period chosen."""
    first = day_of(year, 1 + 3 * (quarter - 1)) if quarter else date(year, 1, 1)
    last = day_of(year, 1 + 3 * (quarter - 1), last=True) if quarter else date(year, 12, 31)
    return {
        "first": max(first, filters.first) if filters.first else first,
        "last": min(last, filters.last) if filters.last else last,
    }


def of_province(filters: Filters, sigla: str) -> Filters:
    return replace(filters, provinces=(sigla,), region="")
