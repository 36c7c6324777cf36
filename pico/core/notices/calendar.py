"""Terms as a calendar that Outlook, Google and phones subscribe to."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from . import messages, queries
from .models import Task

REFRESH = timedelta(hours=4)


def of_tasks(tasks: Iterable[Task], *, now: datetime) -> bytes:
    """Return the terms of these tasks as whole days; of a reserved object only that there is one."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pi.Co.//Scadenze//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Pi.Co. – Tocca a me"))
    calendar.add("x-wr-timezone", "Europe/Rome")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for task in tasks:
        if task.due_on is None:
            continue
        calendar.add_component(_event(task, task.due_on, now))
    return calendar.to_ical()


def _event(task: Task, day: date, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"attivita-{task.pk}@pico")
    event.add("dtstamp", now)
    # A term is a whole day: a date needs no time zone and is the same everywhere.
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", queries.title_outside(task))
    if not task.is_reserved:
        event.add("description", task.reason)
    event.add("url", messages.task_line(task)["url"])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    event.add_component(_alarm(task))
    return event


def _alarm(task: Task) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", queries.title_outside(task))
    alarm.add("trigger", timedelta(hours=-15))  # nine in the morning of the day before
    return alarm
