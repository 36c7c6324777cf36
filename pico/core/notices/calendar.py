"""Terms as a calendar that Outlook, Google and phones subscribe to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from pico.core.people.models import Person

from . import messages, queries
from .models import Task
from .terms import RESERVED_TASK

REFRESH = timedelta(hours=4)

_sources: list[str] = []


@dataclass(frozen=True, slots=True)
class Entry:
    """A day of a calendar: of a reserved object only that there is one."""

    uid: str
    day: date
    title: str
    text: str
    url: str
    is_reserved: bool = False

    @property
    def shown_title(self) -> str:
        return str(RESERVED_TASK) if self.is_reserved else self.title


def declare_source(path: str) -> None:
    """Have the function at this path, `(person, *, today, whole_ente)`, add entries to calendars."""
    if path not in _sources:
        _sources.append(path)


def of_person(person: Person, *, today: date, whole_ente: bool = False) -> Iterator[Entry]:
    """What waits for a person, then what other rooms add; `whole_ente` asks them for all his enti."""
    for task in queries.tasks_everywhere(person, today=today).exclude(due_on=None):
        yield _of_task(task)
    for path in _sources:
        yield from import_string(path)(person, today=today, whole_ente=whole_ente)


def _of_task(task: Task) -> Entry:
    return Entry(
        uid=f"attivita-{task.pk}",
        day=task.due_on,
        title=task.title,
        text=task.reason,
        url=messages.task_line(task)["url"],
        is_reserved=task.is_reserved,
    )


def drawn(entries: Iterable[Entry], *, now: datetime) -> bytes:
    """Return a calendar of whole days."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pi.Co.//Scadenze//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Pi.Co. – Tocca a me"))
    calendar.add("x-wr-timezone", "Europe/Rome")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return calendar.to_ical()


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@pico")
    event.add("dtstamp", now)
    # A term is a whole day: a date needs no time zone and is the same everywhere.
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.shown_title)
    if not entry.is_reserved:
        event.add("description", entry.text)
    event.add("url", messages.absolute(entry.url))
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add_component(_alarm(entry))
    return event


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.shown_title)
    alarm.add("trigger", timedelta(hours=-15))  # nine in the morning of the day before
    return alarm
