"""What an event gives besides its page."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from .. import calendar as calendars
from .. import queries


def calendar(request, pk: int):
    """The event as a file for any calendar."""
    event = queries.event_here(request.space, request.actor, pk)
    content = calendars.of_event(event, now=timezone.now())
    name = slugify(event.title)[:60] or "evento"
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.ics"'},
    )
