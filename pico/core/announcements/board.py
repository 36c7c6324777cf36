"""Announcements: an action tells the house what happened; rooms and modules that listen react.

What is announced is written in the transaction of the change (an outbox) and told by a job after it:
nothing is told of what was rolled back, nothing is lost when a worker dies.
"""

from collections.abc import Callable, Iterable

from django.db import models, transaction

from pico.core.jobs.actions import enqueue

from . import tasks
from .models import Announcement, Delivery

__all__ = ["EVERYTHING", "Announcement", "announce", "hears", "listen", "set_filter"]

EVERYTHING = "*"

Filter = Callable[[str, int | None], bool]

_listeners: dict[str, list[str]] = {}
_filter: Filter | None = None


def listen(name: str, listener: str) -> None:
    """Have the function at this dotted path called, in a job, at each announcement of that name.

    It gets the Announcement, in the order of what happened to each object; what it writes is kept
    together with the mark that it heard, or not at all. What leaves the database it must bear twice.
    """
    heard = _listeners.setdefault(name, [])
    if listener not in heard:
        heard.append(listener)


def set_filter(accepts: Filter | None) -> None:
    """Set who says whether a listener (dotted path) exists in a space: a room above this one."""
    global _filter
    _filter = accepts


def hears(listener: str, space_id: int | None) -> bool:
    return _filter is None or _filter(listener, space_id)


def announce(
    name: str, *, subject: models.Model, actor, space_id: int | None = None, **data
) -> Announcement | None:
    """Tell the listeners once the caller's transaction is safe; writes nothing when nobody listens."""
    listeners = dict.fromkeys((*_listeners.get(name, ()), *_listeners.get(EVERYTHING, ())))
    if not listeners:
        return None
    announcement = Announcement(
        name=name,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        space_id=space_id,
        person_id=actor.person_id,
        ente_id=actor.ente_id,
        data=data,
    )
    _write(announcement, listeners)
    return announcement


@transaction.atomic
def _write(announcement: Announcement, listeners: Iterable[str]) -> None:
    announcement.save(force_insert=True)
    Delivery.objects.bulk_create(
        Delivery(announcement=announcement, listener=listener) for listener in listeners
    )
    kind, key = announcement.subject_type, announcement.subject_id
    enqueue(tasks.deliver, key=f"{kind}:{key}", again=True, subject_type=kind, subject_id=key)
