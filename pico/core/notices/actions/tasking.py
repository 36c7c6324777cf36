"""Acts that wait for somebody, opened and closed by the rooms that need them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from pico.core.people.models import Person
from pico.core.people.queries import working_today
from pico.core.ui.formats import days_left

from .. import queries
from ..models import Notice, Task
from ..terms import REMINDED_BEFORE, NoticeLevel
from .telling import notify, tell

MANY = 500  # keys in one statement


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
            people=_holders(task, timezone.localdate(now)),
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


def _holders(task: Task, today: date) -> set[int]:
    """Whom it waits for, and the colleagues to whom they entrusted their tasks."""
    if task.person_id is not None:
        holders = {task.person_id}
    else:
        members = working_today(today).filter(ente=task.ente_id)
        if task.role:
            members = members.filter(roles__role=task.role)
        holders = set(members.values_list("person_id", flat=True))
    entrusted = queries.delegations_running(today).filter(person__in=holders)
    if task.ente_id is not None:
        entrusted = entrusted.filter(ente=task.ente_id)
    return holders | set(entrusted.values_list("colleague_id", flat=True))


def remind_of_terms(*, now: datetime) -> int:
    """Tell again who has a task whose term is near; twice in a day changes nothing."""
    today = timezone.localdate(now)
    days = [today + timedelta(days=days) for days in REMINDED_BEFORE]
    near = Task.objects.filter(closed_at=None, due_on__in=days).exclude(reminded_on=today)
    return sum(_remind(task, today, now) for task in near.select_related("ente"))


@transaction.atomic
def _remind(task: Task, today: date, now: datetime) -> bool:
    fresh = Task.objects.filter(pk=task.pk, closed_at=None).exclude(reminded_on=today)
    if not fresh.update(reminded_on=today):
        return False
    tell(
        about=(task.subject_type, task.subject_id),
        people=_holders(task, today),
        kind=task.kind,
        level=NoticeLevel.ACT,
        title=f"{days_left(task.due_on, today).capitalize()}: {task.title}",
        body=task.reason,
        url=task.url,
        is_reserved=task.is_reserved,
        ente=task.ente,
        now=now,
    )
    return True


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


@transaction.atomic
def close_tasks(
    *, model: type[models.Model], keys: Iterable[int], kinds: Iterable[str], now: datetime
) -> int:
    """Take acts of these kinds about many objects off every list, in a few statements."""
    about = {"subject_type": model._meta.label_lower, "kind__in": list(kinds)}
    wanted, closed = [str(key) for key in keys], 0
    for start in range(0, len(wanted), MANY):
        some = {**about, "subject_id__in": wanted[start : start + MANY]}
        Notice.objects.filter(**some, level=NoticeLevel.ACT, read_at=None).update(
            read_at=now, seen_at=now
        )
        closed += Task.objects.filter(**some, closed_at=None).update(closed_at=now)
    return closed
