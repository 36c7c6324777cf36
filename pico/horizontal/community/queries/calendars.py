"""The dates of a network as a file that Outlook, Google and phones open."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event

from pico.core.foundation.rich_text import to_plain

from ..models import Meeting, Network


def of_meetings(network: Network, meetings: Iterable[Meeting], *, now: datetime) -> bytes:
    """Return the meetings (RFC 5545); one called off says so, so that calendars strike it through."""
    calendar = Calendar()
    calendar.add("prodid", "-//Pi.Co.//Reti tematiche//IT")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"Pi.Co. – {network}")
    for meeting in meetings:
        calendar.add_component(_event(meeting, now))
    return calendar.to_ical()


def _event(meeting: Meeting, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"incontro-{meeting.pk}@pico")
    event.add("dtstamp", now)
    event.add("last-modified", meeting.changed_at)
    event.add("dtstart", meeting.starts_at)
    event.add("dtend", meeting.ends_at)
    event.add("summary", f"{meeting.network}: {meeting}")
    if meeting.where:
        event.add("location", meeting.where)
    if meeting.agenda:
        event.add("description", to_plain(meeting.agenda, is_bare=True))
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event
