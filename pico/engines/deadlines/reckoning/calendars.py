"""When an office works: hours per weekday, holidays, the patron saint. Right on the nights of the clocks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.foundation import calendar as national

ROME = ZoneInfo("Europe/Rome")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MIDNIGHT = time(0)
SATURDAY, SUNDAY = 5, 6
# A term that finds no working hour in this time has a calendar that never opens.
HORIZON = timedelta(days=366 * 60)

# L. 260/1949 and its changes; San Francesco by L. 151/2025, from 2026.
NAMES = {
    (1, 1): gettext_lazy("Capodanno"),
    (1, 6): gettext_lazy("Epifania"),
    (4, 25): gettext_lazy("Anniversario della Liberazione"),
    (5, 1): gettext_lazy("Festa del lavoro"),
    (6, 2): gettext_lazy("Festa della Repubblica"),
    (8, 15): gettext_lazy("Assunzione"),
    (10, 4): gettext_lazy("San Francesco"),
    (11, 1): gettext_lazy("Ognissanti"),
    (12, 8): gettext_lazy("Immacolata Concezione"),
    (12, 25): gettext_lazy("Natale"),
    (12, 26): gettext_lazy("Santo Stefano"),
}

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of working time on the wall in Italy; an end at midnight is the end of the day."""

    starts: time
    ends: time

    def on(self, day: date) -> Span:
        """Return its moments of that day, in UTC: an hour shorter or longer when the clocks change."""
        last = day + DAY if self.ends == MIDNIGHT else day
        return (
            datetime.combine(day, self.starts, ROME).astimezone(UTC),
            datetime.combine(last, self.ends, ROME).astimezone(UTC),
        )


_MORNING, _AFTERNOON = Window(time(9), time(13)), Window(time(14), time(18))
# Monday to Friday 9-13 and 14-18: domain facts of the Help Desk, §6.
OFFICE_HOURS: tuple[tuple[Window, ...], ...] = (*((_MORNING, _AFTERNOON),) * 5, (), ())


@dataclass(frozen=True, slots=True)
class Patron:
    """The patron saint of a town: a holiday of its offices each year."""

    month: int
    day: int
    name: str

    @property
    def when(self) -> str:
        """Return «27 aprile»."""
        return f"{self.day} {MONTHS[self.month]}".lower()


@dataclass(frozen=True)
class Calendar:
    """The calendar of an office: hours per weekday (Monday first), its saint, its own days of rest."""

    label: str = ""
    hours: tuple[tuple[Window, ...], ...] = OFFICE_HOURS
    patron: Patron | None = None
    closures: Mapping[date, str] = field(default_factory=dict)
    _spans: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    def holiday_name(self, day: date, *, local: bool = True) -> str:
        """Return the name of the holiday, empty on other days; `local` counts saint and closures too."""
        if day in national.holidays(day.year):
            return str(NAMES.get((day.month, day.day), _("Lunedì dell'Angelo")))
        if day.weekday() == SUNDAY and day == national.easter(day.year):
            return _("Pasqua")
        if not local:
            return ""
        patron = self.patron
        if patron and (day.month, day.day) == (patron.month, patron.day):
            return patron.name
        return self.closures.get(day, "")

    def is_holiday(self, day: date, *, local: bool = True) -> bool:
        """Say whether it is a Sunday or a holiday."""
        return day.weekday() == SUNDAY or bool(self.holiday_name(day, local=local))

    def is_working(self, day: date, *, local: bool = True) -> bool:
        """Say whether the office opens at all on that day."""
        return bool(self.hours[day.weekday()]) and not self.holiday_name(day, local=local)

    def add_working_days(
        self, day: date, count: int, *, local: bool = True, without: Sequence = ()
    ) -> date:
        """Return the `count`-th working day after `day` (before, when negative), itself not counted.

        Days inside one of the stretches of `without` (first day in, last day out) do not count.
        """
        step, left = (DAY if count >= 0 else -DAY), abs(count)
        limit = HORIZON.days
        while left:
            day += step
            limit -= 1
            if limit < 0:
                raise ValueError("This calendar has no working days.")
            if self.is_working(day, local=local) and not any(a <= day < b for a, b in without):
                left -= 1
        return day

    def working_days_between(self, first: date, last: date, *, local: bool = True) -> int:
        """Count the working days from `first` to `last`, both counted."""
        days = ((first + DAY * n) for n in range((last - first).days + 1))
        return sum(self.is_working(day, local=local) for day in days)

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the working stretches of a day, as moments."""
        if day not in self._spans:
            open_today = self.is_working(day)
            self._spans[day] = tuple(w.on(day) for w in self.hours[day.weekday()] if open_today)
        return self._spans[day]

    def working_time_between(
        self, start: datetime, end: datetime, *, without: Iterable[Span] = ()
    ) -> timedelta:
        """Return how much working time lies between two aware moments, the `without` stretches apart."""
        found = timedelta()
        for since, until in self._working(start, merged(without)):
            if since >= end:
                break
            found += min(until, end) - since
        return found

    def working_minutes_between(
        self, start: datetime, end: datetime, *, without: Iterable[Span] = ()
    ) -> int:
        """Return the whole working minutes between two aware moments; 0 when they are turned round."""
        return self.working_time_between(start, end, without=without) // MINUTE

    def add_working_minutes(
        self, start: datetime, minutes: int, *, without: Iterable[Span] = ()
    ) -> datetime:
        """Return the first moment at which so many working minutes have passed (UTC).

        Raises ValueError for a calendar that never opens.
        """
        left = minutes * MINUTE
        if left <= timedelta():
            return start.astimezone(UTC)
        for since, until in self._working(start, merged(without)):
            if until - since >= left:
                return since + left
            left -= until - since
        raise ValueError("This calendar has no working hours.")

    def _working(self, start: datetime, without: Sequence[Span]) -> Iterator[Span]:
        start = start.astimezone(UTC)
        day, last = start.astimezone(ROME).date(), (start + HORIZON).date()
        while day < last:
            for since, until in self.spans(day):
                if until > start:
                    yield from outside((max(since, start), until), without)
            day += DAY


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return stretches in order, those that touch as one: their order and overlaps do not matter."""
    found: list[Span] = []
    for since, until in sorted(span for span in spans if span[1] > span[0]):
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        else:
            found.append((since, until))
    return found


def outside(span: Span, without: Sequence[Span]) -> Iterator[Span]:
    """Return what is left of a stretch when others (in order, apart) are taken away."""
    since, until = span
    for off, on in without:
        if on <= since:
            continue
        if off >= until:
            break
        if off > since:
            yield since, off
        since = max(since, on)
    if since < until:
        yield since, until
