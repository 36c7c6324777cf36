"""Every change of this room. Nobody is known here: there is no actor and no line in the trail."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Page

from pico.core.enti.models import Space

from .models import Rating, Visits

Key = tuple[int, int, date]  # of which space, page and day

_ADD = f"""
    INSERT INTO {Visits._meta.db_table} (space_id, page_id, day, number) VALUES (%s, %s, %s, %s)
    ON CONFLICT (space_id, day, page_id)
    DO UPDATE SET number = {Visits._meta.db_table}.number + excluded.number
"""  # noqa: S608 - the name of our own table


@transaction.atomic
def rate_page(
    *,
    space: Space,
    page: Page | None,
    path: str,
    score: int,
    reason: str = "",
    comment: str = "",
    now: datetime,
) -> Rating:
    """Keep what somebody said of a page: the day alone, not the hour."""
    return Rating.objects.create(
        space=space,
        page=page,
        path=path,
        score=score,
        reason=reason,
        comment=comment,
        rated_on=timezone.localdate(now),
    )


@transaction.atomic
def add_visits(*, counted: Mapping[Key, int]) -> None:
    """Add what was counted in memory; pages that are gone in the meantime are left out."""
    pages = set(
        Page.objects.filter(pk__in={page for _, page, _ in counted}).values_list("pk", flat=True)
    )
    rows = [
        (space, page, connection.ops.adapt_datefield_value(day), number)
        # Always in one order: two processes that add at once never wait for each other crosswise.
        for (space, page, day), number in sorted(counted.items())
        if page in pages
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_ADD, rows)
