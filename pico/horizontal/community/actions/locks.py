"""Locks of programs that write (RFC 4918): kept in the database, the same for every process."""

from datetime import datetime, timedelta

from django.db import transaction

from ..models import DavLock, Document
from ..terms import LOCK_LONGEST


@transaction.atomic
def take_lock(
    *,
    token: str,
    root: str,
    person_id: int,
    is_exclusive: bool,
    is_deep: bool,
    owner_xml: str,
    seconds: float,
    now: datetime,
) -> DavLock:
    """Keep a lock for so long, a day at most; what has expired is forgotten on the way."""
    DavLock.objects.filter(expires_at__lte=now).delete()
    return DavLock.objects.create(
        token=token, root=root, person_id=person_id, is_exclusive=is_exclusive, is_deep=is_deep,
        owner_xml=owner_xml, expires_at=now + _stay(seconds),
    )  # fmt: skip


def renew_lock(*, token: str, seconds: float, now: datetime) -> None:
    DavLock.objects.filter(token=token).update(expires_at=now + _stay(seconds))


def release_lock(*, token: str) -> bool:
    return bool(DavLock.objects.filter(token=token).delete()[0])


def bind_lock(*, token: str, document: Document) -> None:
    """Say which document the lock is on: the pages respect it too."""
    DavLock.objects.filter(token=token).update(document=document)


def _stay(seconds: float) -> timedelta:
    longest = LOCK_LONGEST.total_seconds()
    return timedelta(seconds=min(seconds, longest) if seconds > 0 else longest)
