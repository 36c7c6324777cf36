"""An event as a calendar keeps it (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from .models import EventPage, Occurrence

REFRESH = timedelta(hours=4)


def of_event(event: EventPage, *, now: datetime) -> bytes:
    """Return every moment of an event, each as an entry of its own."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pi.Co.//Eventi//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for number, (starts_at, ends_at) in enumerate(event.moments()):
        entry = Event()
        entry.add("uid", f"evento-{event.pk}-{number}@pico")
        entry.add("dtstamp", now)
        entry.add("last-modified", event.updated_at)
        entry.add("dtstart", starts_at)
        entry.add("dtend", ends_at)
        entry.add("summary", event.title)
        entry.add("description", event.summary)
        entry.add("location", where(event))
        entry.add("url", event.full_url)
        calendar.add_component(entry)
    return calendar.to_ical()


def where(event: EventPage) -> str:
    """The place in words: «Sala Consiglio, Online»."""
    parts = [event.place.title if event.place else "", event.venue]
    parts.append("Online" if event.is_online else "")
    return ", ".join(part for part in parts if part)


def of_occurrences(occurrences: Iterable[Occurrence], *, name: str, now: datetime) -> bytes:
    """Return the events of a site as a calendar that one subscribes to: asked again every four hours."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pi.Co.//Eventi//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Rome")
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for occurrence in occurrences:
        page, entry = occurrence.page, Event()
        entry.add("uid", f"evento-{page.pk}-{occurrence.starts_at:%Y%m%dT%H%M}@pico")
        entry.add("dtstamp", now)
        entry.add("dtstart", occurrence.starts_at)
        entry.add("dtend", occurrence.ends_at)
        entry.add("summary", page.title)
        entry.add("description", page.summary)
        entry.add("url", page.full_url)
        calendar.add_component(entry)
    return calendar.to_ical()
