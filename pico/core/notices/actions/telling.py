"""Persons are told something."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import models, transaction
from django.utils import timezone

from pico.core.jobs.actions import enqueue
from pico.core.people.models import Person
from pico.core.people.terms import PersonState

from .. import kinds, tasks
from ..models import Notice, Preference, QuietHours, Task
from ..terms import DEFAULT_CADENCE, Cadence, NoticeLevel


@transaction.atomic
def notify(
    *,
    people: Iterable[Person | int],
    kind: str,
    level: NoticeLevel | str,
    title: str,
    url: str,
    subject: models.Model,
    now: datetime,
    body: str = "",
    reserved: bool = False,
    ente=None,
) -> list[Notice]:
    """Tell these persons, in the inbox and by mail at the pace each chose; closed accounts hear nothing.

    With `ente` they are told as somebody of it: who leaves it is not mailed any more. The mail of a
    `reserved` object has no content.
    """
    return tell(
        about=(subject._meta.label_lower, str(subject.pk)),
        people={getattr(person, "pk", person) for person in people},
        kind=kind,
        level=NoticeLevel(level),
        title=title,
        body=body,
        url=url,
        is_reserved=reserved,
        ente=ente,
        now=now,
    )


def tell(
    *,
    about: tuple[str, str],
    people: set[int],
    kind: str,
    level: NoticeLevel,
    title: str,
    body: str,
    now: datetime,
    **said,
) -> list[Notice]:
    """Write a notice about the object of that type and key, for each of these persons that is active."""
    reached = Person.objects.filter(pk__in=people, state=PersonState.ACTIVE)
    found = set(reached.values_list("pk", flat=True))
    paces, quiet = _paces(found, kind, level), _quiet_hours(found)
    notices = [
        Notice(
            **said,
            person_id=pk,
            subject_type=about[0],
            subject_id=about[1],
            kind=kind,
            level=level,
            title=str(title)[:250],
            body=str(body),
            created_at=now,
            cadence=paces[pk],
            mail_after=after_quiet(now, quiet.get(pk)),
        )
        for pk in sorted(found)
    ]
    Notice.objects.bulk_create(notices)
    if any(notice.cadence == Cadence.AT_ONCE for notice in notices):
        enqueue(tasks.mail_at_once, key="at-once", again=True)
    return notices


@transaction.atomic
def withdraw_words(
    *, subject: models.Model, said_at: datetime | None = None, title: str = ""
) -> None:
    """Take back what notices repeat of an object: what was told at that moment, or every title.

    The notices stay and lead to the object; what was not mailed yet leaves without those words.
    """
    about = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}
    if said_at is not None:
        Notice.objects.filter(**about, created_at=said_at).update(body="")
    if title:
        Notice.objects.filter(**about).update(title=title[:250])
        Task.objects.filter(**about).update(title=title[:250])


def _paces(people: set[int], kind: str, level: NoticeLevel) -> dict[int, str]:
    """How soon each wants it: as chosen for the kind, else for its room, for the level, by default."""
    paces = dict.fromkeys(people, str(DEFAULT_CADENCE[level]))
    chosen = Preference.objects.filter(person__in=people).filter(
        models.Q(kind__in=(kind, kinds.room_key(kind))) | models.Q(kind="", level=level)
    )
    # Nothing sorts before a room, a room before its kinds: what is nearest has the last word.
    for preference in chosen.order_by("kind"):
        paces[preference.person_id] = preference.cadence
    return paces


def _quiet_hours(people: set[int]) -> dict[int, QuietHours]:
    return {hours.person_id: hours for hours in QuietHours.objects.filter(person__in=people)}


def after_quiet(now: datetime, hours: QuietHours | None) -> datetime:
    """Return now, or the end of the quiet hours that now falls in, by the clock in Italy."""
    if hours is None or hours.starts == hours.ends:
        return now
    wall = timezone.localtime(now)
    if not _is_quiet(wall.time(), hours):
        return now
    end = wall.replace(hour=hours.ends.hour, minute=hours.ends.minute, second=0, microsecond=0)
    return end if end > wall else end + timedelta(days=1)


def _is_quiet(at: time, hours: QuietHours) -> bool:
    if hours.starts < hours.ends:
        return hours.starts <= at < hours.ends
    return at >= hours.starts or at < hours.ends
