"""A worker takes a job, keeps its lease, and says how it ended."""

import logging
import os
import socket
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import Error as DatabaseFault
from django.db import connection
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from huey.contrib.djhuey import HUEY

from pico.core.foundation.errors import Refusal

from .. import queue
from ..models import Job
from ..registry import Description, described
from ..terms import WAITING, JobState

logger = logging.getLogger("pico.jobs")

LEASE = timedelta(seconds=90)
RENEW_EVERY = timedelta(seconds=20)
LONGEST_DETAIL = 20_000

_current: ContextVar[Job | None] = ContextVar("current_job", default=None)


class Stopped(Exception):
    """The job was cancelled, or taken from this worker: stop where you are."""


def run(pk: int) -> None:
    """Run a job if it can be taken; whatever happens is written in its row."""
    job = claim(pk, now=timezone.now())
    if job is None:
        return
    try:
        description = described(job.name)
    except LookupError as error:
        _close(job, JobState.FAILED, error=str(error), error_detail=_detail(error))
        return
    token = _current.set(job)
    try:
        with _lease_kept(job):
            description.run(job.arguments, now=timezone.now())
    except Stopped:
        logger.info("Job %s stopped: it was cancelled or taken over.", job.pk)
    except Refusal as refusal:
        # A refusal is a decision: trying again would meet it again.
        _close(job, JobState.FAILED, error=refusal.message, error_detail=refusal.code)
    except Exception as error:  # noqa: BLE001 - whatever a job raises is told in its row
        _fail_or_retry(job, description, error)
    else:
        _end_well(job)
    finally:
        _current.reset(token)


def claim(pk: int, *, now: datetime) -> Job | None:
    """Take a job whose turn has come, or whose worker is gone; None when it is somebody else's."""
    worker = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid4().hex[:12]}"
    free = Q(state__in=WAITING, run_after__lte=now) | Q(state=JobState.RUNNING, lease_until__lt=now)
    taken = Job.objects.filter(free, pk=pk, attempts__lt=F("max_attempts")).update(
        state=JobState.RUNNING,
        worker=worker,
        lease_until=now + LEASE,
        attempts=F("attempts") + 1,
        started_at=now,
        is_wanted_again=False,
    )
    return Job.objects.get(pk=pk) if taken else None


def report(done: int, total: int, note: str = "") -> None:
    """Say how far the running job is; outside a job, nothing.

    Raises Stopped when somebody cancelled the job: let it pass.
    """
    job = _current.get()
    if job is None:
        return
    kept = _held(job).update(
        progress_done=done,
        progress_total=total,
        progress_note=note[:250],
        lease_until=timezone.now() + LEASE,
    )
    if not kept:
        raise Stopped


def _held(job: Job):
    """The row, as long as this worker holds it."""
    return Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING)


@contextmanager
def _lease_kept(job: Job) -> Iterator[None]:
    """Renew the lease while the job runs: a worker that dies stops renewing."""
    if HUEY.immediate:
        yield
        return
    done = threading.Event()
    keeper = threading.Thread(target=_renew, args=(job, done), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join(timeout=5)


def _renew(job: Job, done: threading.Event) -> None:
    while not done.wait(RENEW_EVERY.total_seconds()):
        try:
            kept = _held(job).update(lease_until=timezone.now() + LEASE)
        except DatabaseFault:
            logger.warning("Job %s: lease not renewed, trying again.", job.pk)
            connection.close()
            continue
        if not kept:
            break
    connection.close()


def _end_well(job: Job) -> None:
    """Close the job, or send it round again when news came while it ran."""
    now = timezone.now()
    again = _held(job).filter(is_wanted_again=True)
    if again.update(state=JobState.QUEUED, attempts=0, run_after=now, is_wanted_again=False):
        queue.send(job.pk, now)
    elif not _close(job, JobState.DONE, error="", error_detail="") and again.exists():
        _end_well(job)


def _close(job: Job, state: JobState, **fields) -> bool:
    closing = _held(job)
    if state == JobState.DONE:
        closing = closing.filter(is_wanted_again=False)
    return bool(closing.update(state=state, finished_at=timezone.now(), lease_until=None, **fields))


def _fail_or_retry(job: Job, description: Description, error: Exception) -> None:
    logger.warning("Job %s (%s) failed.", job.pk, job.name, exc_info=error)
    said = {"error": _sentence(error), "error_detail": _detail(error)}
    if job.attempts >= job.max_attempts:
        _close(job, JobState.FAILED, **said)
        return
    run_after = timezone.now() + description.backoff.wait(job.attempts)
    if _held(job).update(state=JobState.RETRYING, run_after=run_after, lease_until=None, **said):
        queue.send(job.pk, run_after)


def _sentence(error: Exception) -> str:
    if isinstance(error, ConnectionError | TimeoutError):
        return _("Un servizio esterno non risponde: %(error)s") % {"error": error}
    return _("Errore imprevisto: %(error)s") % {"error": f"{type(error).__name__}: {error}"}


def _detail(error: Exception) -> str:
    return "".join(traceback.format_exception(error))[-LONGEST_DETAIL:]
