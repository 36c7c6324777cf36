"""When a source is asked again, and at which addresses: those of monthly files change."""

import re
from datetime import date, timedelta

from ..terms.downloads import DownloadCadence

YEAR, MONTH, DAY = "{YYYY}", "{MM}", "{DD}"
MARK = re.compile(r"\{[^}]*\}?|\}")
DAYS = {DownloadCadence.DAILY: 1, DownloadCadence.WEEKLY: 7, DownloadCadence.MONTHLY: 28}


def unknown_marks(pattern: str) -> list[str]:
    """Return what stands between braces and is no year, month or day."""
    return [one for one in MARK.findall(pattern) if one not in (YEAR, MONTH, DAY)]


def addresses(pattern: str, today: date, back: int) -> list[str]:
    """Return the addresses of a pattern, the newest first: today's and those of `back` turns before.

    A turn is the smallest part that the pattern names: a day, a month, a year. One that names none
    has one address.
    """
    if DAY in pattern:
        days = [today - timedelta(days=at) for at in range(back + 1)]
    elif MONTH in pattern:
        count = today.year * 12 + today.month - 1
        days = [date((count - at) // 12, (count - at) % 12 + 1, 1) for at in range(back + 1)]
    elif YEAR in pattern:
        days = [date(today.year - at, 1, 1) for at in range(back + 1)]
    else:
        return [pattern]
    return [_written(pattern, day) for day in days]


def _written(pattern: str, day: date) -> str:
    said = {YEAR: f"{day.year:04}", MONTH: f"{day.month:02}", DAY: f"{day.day:02}"}
    for mark, text in said.items():
        pattern = pattern.replace(mark, text)
    return pattern


def is_due(cadence: str, last: date | None, today: date) -> bool:
    """Tell whether the turn of a source came: never asked, or asked long enough ago."""
    return last is None or today - last >= timedelta(days=DAYS[DownloadCadence(cadence)])
