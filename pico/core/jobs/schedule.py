"""When a periodic job is due, by the clock on the wall in Italy."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

ROME = ZoneInfo("Europe/Rome")


@dataclass(frozen=True, slots=True)
class WallClock:
    """Each day, or one day of the week (Monday is 0), at an hour in Italy.

    Turns are named by the hour on the wall: the hour that the clocks repeat in autumn makes one turn,
    the hour they skip in spring is caught up right after.
    """

    hour: int
    minute: int = 0
    weekday: int | None = None

    def latest(self, now: datetime) -> str:
        """Return the name of the last turn that is due at `now`."""
        wall = now.astimezone(ROME).replace(tzinfo=None)
        turn = wall.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        if turn > wall:
            turn -= timedelta(days=1)
        while self.weekday is not None and turn.weekday() != self.weekday:
            turn -= timedelta(days=1)
        return turn.isoformat(timespec="minutes")


@dataclass(frozen=True, slots=True)
class Interval:
    """Every so many minutes."""

    minutes: int

    def latest(self, now: datetime) -> str:
        """Return the name of the last turn that is due at `now`."""
        length = self.minutes * 60
        return str(int(now.timestamp()) // length * length)


Schedule = WallClock | Interval


def nightly(hour: int = 3, minute: int = 0) -> WallClock:
    return WallClock(hour, minute)


def daily(hour: int, minute: int = 0) -> WallClock:
    return WallClock(hour, minute)


def weekly(weekday: int, hour: int = 7, minute: int = 0) -> WallClock:
    return WallClock(hour, minute, weekday)


def every(*, minutes: int) -> Interval:
    return Interval(minutes)
