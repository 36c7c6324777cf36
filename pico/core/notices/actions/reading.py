"""A person reads his notices."""

from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Coalesce

from .. import queries
from ..models import Notice


def mark_read(*, notice: Notice, actor, now: datetime) -> int:
    """Mark a notice and all those on the same object as read; others' are out of reach."""
    same = queries.notices(actor).filter(
        subject_type=notice.subject_type, subject_id=notice.subject_id, read_at=None
    )
    return same.update(read_at=now, seen_at=Coalesce("seen_at", Value(now)))


def mark_unread(*, notice: Notice, actor, now: datetime) -> int:
    return queries.notices(actor).filter(pk=notice.pk).update(read_at=None)


def mark_all_read(*, actor, now: datetime) -> int:
    unread = queries.notices(actor).filter(read_at=None)
    return unread.update(read_at=now, seen_at=Coalesce("seen_at", Value(now)))


def mark_seen(*, pks: list[int], actor, now: datetime) -> int:
    """Remember that these stood in a page the person opened."""
    return queries.notices(actor).filter(pk__in=pks, seen_at=None).update(seen_at=now)
