"""Acts that wait for somebody, opened and closed by the rooms that need them."""

from datetime import date, datetime

from django.db import IntegrityError, models, transaction

from pico.core.people.models import Person
from pico.core.people.queries import working_today

from ..models import Notice, Task
from ..terms import NoticeLevel
from .telling import notify


@transaction.atomic
def open_task(
    *,
    subject: models.Model,
    kind: str,
    title: str,
    reason: str,
    url: str,
    now: datetime,
    due_on: date | None = None,
    person: Person | None = None,
    ente=None,
    role: str = "",
    reserved: bool = False,
) -> Task:
    """Put an act on somebody's list: a person's, or that of who holds `role` in `ente` (all, without).

    Asked twice, it brings the open one up to date and tells nobody again.
    """
    if person is None and ente is None:
        raise ValueError("A task waits for a person or for an ente.")
    said = {
        "title": str(title)[:250],
        "reason": str(reason)[:250],
        "url": url,
        "due_on": due_on,
        "is_reserved": reserved,
    }
    holder = f"usr:{person.pk}" if person else f"ente:{ente.pk}:{role or ''}"
    same = {
        "subject_type": subject._meta.label_lower,
        "subject_id": str(subject.pk),
        "kind": kind,
        "holder": holder,
        "closed_at": None,
    }
    task, is_new = _up_to_date(same, said, person=person, ente=ente, role=role or "", now=now)
    if is_new:
        notify(
            people=_holders(person, ente, role),
            kind=kind,
            level=NoticeLevel.ACT,
            title=title,
            body=reason,
            url=url,
            subject=subject,
            reserved=reserved,
            ente=ente,
            now=now,
        )
    return task


def _up_to_date(same: dict, said: dict, *, now: datetime, **holder) -> tuple[Task, bool]:
    if Task.objects.filter(**same).update(**said):
        return Task.objects.get(**same), False
    try:
        with transaction.atomic():
            return Task.objects.create(**same, **said, **holder, opened_at=now), True
    except IntegrityError:
        # Opened by somebody else in this very moment.
        Task.objects.filter(**same).update(**said)
        return Task.objects.get(**same), False


def _holders(person: Person | None, ente, role: str | None) -> list[int]:
    if person is not None:
        return [person.pk]
    members = working_today().filter(ente=ente)
    if role:
        members = members.filter(roles__role=role)
    return list(members.values_list("person_id", flat=True).distinct())


@transaction.atomic
def close_task(
    *, subject: models.Model, kind: str, now: datetime, person: Person | None = None
) -> int:
    """Take an act off every list it is on (or off one person's); its notices count as read."""
    about = {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk), "kind": kind}
    tasks = Task.objects.filter(**about, closed_at=None)
    notices = Notice.objects.filter(**about, level=NoticeLevel.ACT, read_at=None)
    if person is not None:
        tasks, notices = tasks.filter(person=person), notices.filter(person=person)
    notices.update(read_at=now, seen_at=now)
    return tasks.update(closed_at=now)
