"""The days on which letters leave."""

from datetime import date, timedelta

from ..terms.crossing import Cadence


def turn_of(cadence: str, day: date) -> date:
    """Return the latest day, not after this one, on which letters of that cadence leave."""
    if cadence == Cadence.WEEKLY:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1)
