"""Jobs asked for, asked again, called off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from .. import queue
from ..models import Job
from ..permissions import JobsPermission
from ..registry import described, name_of
from ..terms import OPEN, WAITING, JobState

# A key is taken and freed by others while one looks: rarely twice in a row.
ATTEMPTS = 5


def enqueue(
    func: Callable[..., Any],
    *,
    key: str | None = None,
    once: bool = False,
    again: bool = False,
    label: str | None = None,
    person_id: int | None = None,
    space_id: int | None = None,
    delay: timedelta | None = None,
    **arguments: Any,
) -> Job:
    """Write the job in the caller's transaction; workers hear of it after the commit.

    With a `key`, an open job of that name and key is returned instead of a second one: `again` has it
    run once more if it is already running; `once` counts one that is done, too. `arguments` are JSON.
    """
    description = described(name_of(func))
    now = timezone.now()
    job = Job(
        name=description.name,
        label=str(label or description.label)[:250],
        arguments=arguments,
        key=key,
        max_attempts=description.retries + 1,
        run_after=now + (delay or timedelta()),
        person_id=person_id,
        space_id=space_id,
        created_at=now,
    )
    for _attempt in range(ATTEMPTS):
        found = _existing(job, once) if key is not None else None
        if found and (not again or _hears(found)):
            return found
        if _written(job):
            transaction.on_commit(partial(queue.send, job.pk, job.run_after))
            return job
    raise IntegrityError(f"Job {description.name} with key {key} could not be written.")


def _existing(job: Job, once: bool) -> Job | None:
    states = (*OPEN, JobState.DONE) if once else OPEN
    return Job.objects.filter(name=job.name, key=job.key, state__in=states).first()


def _hears(job: Job) -> bool:
    """Mark a running job for one more turn; one that waits hears anyway, one that just ended does not."""
    if Job.objects.filter(pk=job.pk, state=JobState.RUNNING).update(is_wanted_again=True):
        return True
    return Job.objects.filter(pk=job.pk, state__in=WAITING).exists()


def _written(job: Job) -> bool:
    """Insert the row; False when the same key was written by somebody else in this very moment."""
    try:
        with transaction.atomic():
            job.save(force_insert=True)
    except IntegrityError:
        if job.key is None:
            raise
        job.pk = None
        return False
    return True


@transaction.atomic
def retry_job(*, job: Job, actor, now: datetime) -> Job:
    """Have a job that failed or was cancelled run again; refuses one that is open or done."""
    actor.require(JobsPermission.MANAGE, job)
    job = Job.objects.select_for_update().get(pk=job.pk)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise Refusal(_("Si ritenta solo un lavoro non riuscito o annullato."), code="not_closed")
    twin = Job.objects.filter(name=job.name, key=job.key, state__in=OPEN).exists()
    if job.key is not None and twin:
        raise Refusal(
            _("Lo stesso lavoro è già in attesa o in corso: segui quello."), code="twin_is_open"
        )
    job.state, job.attempts, job.run_after, job.finished_at = JobState.QUEUED, 0, now, None
    job.error = job.error_detail = ""
    job.save(
        update_fields=["state", "attempts", "run_after", "finished_at", "error", "error_detail"]
    )
    _record("jobs.job.retried", _("Lavoro «%(job)s» rimesso in coda."), job, actor, now)
    transaction.on_commit(partial(queue.send, job.pk, now))
    return job


@transaction.atomic
def cancel_job(*, job: Job, actor, now: datetime) -> Job:
    """Call an open job off; a running one stops at its next report. Refuses a closed one."""
    actor.require(JobsPermission.MANAGE, job)
    cancelled = Job.objects.filter(pk=job.pk, state__in=OPEN).update(
        state=JobState.CANCELLED,
        finished_at=now,
        is_wanted_again=False,
        lease_until=None,
        error=_("Annullato da %(name)s.") % {"name": actor.person_name},
    )
    if not cancelled:
        raise Refusal(_("Il lavoro è già finito."), code="closed")
    _record("jobs.job.cancelled", _("Lavoro «%(job)s» annullato."), job, actor, now)
    return Job.objects.get(pk=job.pk)


def _record(event: str, sentence: str, job: Job, actor, now: datetime) -> None:
    said = sentence % {"job": job.label}
    trail.record(event, said, subject=job, actor=actor, now=now, name=job.name)
