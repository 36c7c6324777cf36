"""Announcements: an action tells the house what happened; rooms and modules that listen react."""

from dataclasses import dataclass, field
from functools import partial

from django.db import models, transaction
from django.utils.module_loading import import_string

EVERYTHING = "*"

_listeners: dict[str, list[str]] = {}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What happened (`room.noun.verbed`), to which object, in whose name; `data` is plain JSON."""

    name: str
    subject_type: str
    subject_id: str
    space_id: int | None = None
    person_id: int | None = None
    ente_id: int | None = None
    data: dict = field(default_factory=dict)


def listen(name: str, listener: str) -> None:
    """Have the function at this dotted path called, in a job, at each announcement of that name."""
    heard = _listeners.setdefault(name, [])
    if listener not in heard:
        heard.append(listener)


def announce(
    name: str, *, subject: models.Model, actor, space_id: int | None = None, **data
) -> None:
    """Tell the listeners, once the transaction is safe."""
    announcement = Announcement(
        name=name,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        space_id=space_id,
        person_id=actor.person_id,
        ente_id=actor.ente_id,
        data=data,
    )
    transaction.on_commit(partial(_deliver, announcement))


def _deliver(announcement: Announcement) -> None:
    for listener in (
        *_listeners.get(announcement.name, ()),
        *_listeners.get(EVERYTHING, ()),
    ):
        import_string(listener)(announcement)
