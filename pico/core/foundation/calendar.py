"""The calendar of Italian offices: public holidays and working days."""

from datetime import date, timedelta
from functools import cache

# Month and day of the national holidays. Source: L. 260/1949 and its changes.
FIXED = (
    (1, 1),
    (1, 6),
    (4, 25),
    (5, 1),
    (6, 2),
    (8, 15),
    (11, 1),
    (12, 8),
    (12, 25),
    (12, 26),
)
SAINT_FRANCIS = (10, 4)
SAINT_FRANCIS_SINCE = 2026  # L. 151/2025
SATURDAY = 5


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    cycle, (century, rest) = year % 19, divmod(year, 100)
    moon = (
        19 * cycle + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    day = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (cycle + 11 * moon + 22 * day) // 451
    month, last = divmod(moon + day - 7 * late + 114, 31)
    return date(year, month, last + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the national holidays of a year, Sundays apart."""
    days = {date(year, month, day) for month, day in FIXED}
    days.add(easter(year) + timedelta(days=1))
    if year >= SAINT_FRANCIS_SINCE:
        days.add(date(year, *SAINT_FRANCIS))
    return frozenset(days)


def is_working_day(day: date) -> bool:
    """Say whether offices work: not on Saturdays, Sundays and national holidays."""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days after (before, when negative) `day`, itself not counted."""
    step = timedelta(days=1 if count >= 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day
