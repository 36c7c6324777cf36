"""A desk with hours of its own: mornings, and two afternoons; closed on Christmas Eve."""

from datetime import date, datetime

from django.utils import timezone

from pico.core.access.actor import SYSTEM

from ..actions.hours import change_hours, close_queue_on
from ..models import QueueHours
from .tickets import named_queues

MORNING, AFTERNOON = ["09:00", "13:00"], ["15:00", "17:30"]
WEEK = [[MORNING], [MORNING, AFTERNOON], [MORNING], [MORNING, AFTERNOON], [MORNING], [], []]


def furnish_hours(now: datetime) -> None:
    """Give the SIT desk of Treviso its hours; nothing when some desk has them."""
    queue = named_queues().get("treviso:SIT")
    if queue is None or QueueHours.objects.exists():
        return
    change_hours(queue=queue, hours=WEEK, actor=SYSTEM, now=now)
    today = timezone.localdate(now)
    eve = date(today.year, 12, 24)
    if eve >= today:
        close_queue_on(queue=queue, day=eve, name="Vigilia di Natale", actor=SYSTEM, now=now)
