"""What the clocks of tickets tell."""

from django.utils import timezone

from ..actions import hours
from ..actions.service_levels import warn
from ..models import Ticket


def share_used_up(announcement) -> None:
    """Three quarters of a target, all of it, half as much again."""
    data = announcement.data
    if data.get("about_type") != Ticket._meta.label_lower:
        return
    ticket = Ticket.objects.select_related("queue", "assignee").filter(pk=data["about_id"]).first()
    if ticket is not None:
        warn(ticket=ticket, key=data["key"], rung=data["rung"], now=timezone.now())


def calendar_changed(announcement) -> None:
    """Terms moved with a calendar: the dates that lists read beside the tickets follow."""
    keys = announcement.data["subjects"].get(Ticket._meta.label_lower, ())
    hours.show_dates(ticket_ids=sorted({int(key) for key in keys}))
