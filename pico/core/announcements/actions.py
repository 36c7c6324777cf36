"""What waits is told to who listens, in order, each once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.module_loading import import_string

from . import board
from .models import Announcement, Delivery
from .terms import Outcome

logger = logging.getLogger("pico.announcements")

KEEP = timedelta(days=30)


class SomeCouldNotHear(Exception):
    """A listener failed; what follows for it on the same object waits behind."""


def deliver(*, subject_type: str, subject_id: str, now: datetime) -> int:
    """Tell what happened to one object, oldest first; a listener that fails does not hold up others."""
    waiting = (
        Delivery.objects.filter(
            outcome=Outcome.WAITING,
            announcement__subject_type=subject_type,
            announcement__subject_id=subject_id,
        )
        .select_related("announcement")
        .order_by("announcement_id", "pk")
    )
    deaf: dict[str, Exception] = {}
    count = 0
    for delivery in waiting:
        if delivery.listener in deaf:
            continue
        try:
            count += _tell(delivery, now)
        except Exception as error:
            logger.exception("%s failed at %s.", delivery.listener, delivery.announcement)
            deaf[delivery.listener] = error
    if deaf:
        said = "; ".join(f"{name}: {error!r}" for name, error in deaf.items())
        raise SomeCouldNotHear(said) from next(iter(deaf.values()))
    return count


@transaction.atomic
def _tell(delivery: Delivery, now: datetime) -> bool:
    """Mark and tell in one transaction: a listener that fails leaves neither effect nor mark."""
    announcement = delivery.announcement
    is_heard = board.hears(delivery.listener, announcement.space_id)
    outcome = Outcome.HEARD if is_heard else Outcome.SKIPPED
    mine = Delivery.objects.filter(pk=delivery.pk, outcome=Outcome.WAITING)
    if not mine.update(outcome=outcome, ended_at=now) or not is_heard:
        return False
    import_string(delivery.listener)(announcement)
    return True


def forget_announcements(*, now: datetime) -> int:
    """Delete what everybody heard a month ago."""
    waiting = Delivery.objects.filter(announcement=OuterRef("pk"), outcome=Outcome.WAITING)
    old = Announcement.objects.filter(~Exists(waiting), at__lt=now - KEEP)
    return old.delete()[0]
