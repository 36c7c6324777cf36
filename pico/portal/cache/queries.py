"""What tells whether a page that was drawn may still be given out."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from pico.portal.pages.models import Occurrence, Placement

from .models import Generation
from .terms import UPPER_AGE

_SUM = f"SELECT SUM(number) FROM {Generation._meta.db_table}"  # noqa: S608


def generation() -> int:
    """How many times what public pages are made of has changed: one small statement."""
    with connection.cursor() as cursor:
        cursor.execute(_SUM)
        return cursor.fetchone()[0] or 0


def good_until(space_id: int, now: datetime) -> datetime:
    """The first moment at which a page of this space may read otherwise though nobody writes.

    A content that appears or leaves by its own date, an event that is over, midnight in Italy, or the upper age.
    """
    local = timezone.localtime(now)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    placements = Placement.objects.filter(space=space_id, is_hidden=False)
    comes = placements.filter(shown_on__gt=now).order_by("shown_on")
    goes = placements.filter(ends_on__gt=now).order_by("ends_on")
    over = Occurrence.objects.filter(page__placements__in=placements, ends_at__gt=now)
    dates = (
        over.order_by("ends_at").values_list("ends_at", flat=True).first(),
        comes.values_list("shown_on", flat=True).first(),
        goes.values_list("ends_on", flat=True).first(),
    )
    return min(filter(None, (*dates, midnight, now + timedelta(seconds=UPPER_AGE))))
