"""Each minute: jobs that a dead worker left, messages that got lost, periodic jobs that are due."""

import os
import socket
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from huey.contrib.djhuey import HUEY

from .. import queue
from ..models import Job, PeriodicRun, WorkerBeat
from ..registry import described, periodic_jobs
from ..terms import WAITING, JobState
from .asking import enqueue

# A message that is still in the queue is not lost, only late.
LOST_AFTER = timedelta(seconds=60)
LOST_BEHIND_OTHERS_AFTER = timedelta(minutes=15)
PER_SWEEP = 500


def sweep(*, now: datetime) -> int:
    """Send again what nobody runs though its turn has come; give up what killed its worker each time."""
    _give_up(now)
    left = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now)
    patience = LOST_BEHIND_OTHERS_AFTER if HUEY.pending_count() else LOST_AFTER
    lost = Job.objects.filter(state__in=WAITING, run_after__lt=now - patience)
    found = [
        *left.order_by("lease_until").values_list("pk", flat=True)[:PER_SWEEP],
        *lost.order_by("run_after").values_list("pk", flat=True)[:PER_SWEEP],
    ]
    for pk in found:
        queue.send(pk, now)
    return len(found)


def _give_up(now: datetime) -> None:
    Job.objects.filter(
        state=JobState.RUNNING, lease_until__lt=now, attempts__gte=F("max_attempts")
    ).update(
        state=JobState.FAILED,
        finished_at=now,
        lease_until=None,
        error=_(
            "Il processo che lo eseguiva si è interrotto ogni volta: controlla memoria e registri, poi riprova."
        ),
    )


def start_periodic(*, now: datetime) -> list[Job]:
    """Enqueue the periodic jobs whose turn has come, each turn once, a missed turn late."""
    started = (_start(name, schedule.latest(now)) for name, schedule in periodic_jobs().items())
    return [job for job in started if job]


def _start(name: str, slot: str) -> Job | None:
    runs = PeriodicRun.objects.filter(name=name)
    if runs.filter(slot=slot).exists():
        return None
    # A job seen for the first time does not owe the turns before it was born.
    is_new = not runs.exists()
    try:
        with transaction.atomic():
            turn = PeriodicRun.objects.create(name=name, slot=slot)
            if is_new:
                return None
            turn.job = enqueue(described(name).call, key=f"turno {slot}", once=True)
            turn.save(update_fields=["job"])
            return turn.job
    except IntegrityError:
        return None


def beat(*, now: datetime) -> None:
    """Leave a sign that a worker is alive."""
    WorkerBeat.objects.update_or_create(
        worker=f"{socket.gethostname()[:40]}:{os.getpid()}", defaults={"at": now}
    )
