"""The way to the workers: huey carries the number of a job, never its content."""

import logging
from datetime import datetime

from django.utils import timezone
from django.utils.module_loading import import_string
from huey.contrib import djhuey

logger = logging.getLogger("pico.jobs")

# By name: who runs jobs must be able to send them again, through this room.
RUNNER = "pico.core.jobs.actions.run"


@djhuey.db_task(name="pico_run_job")
def run_job(pk: int) -> None:
    """Run the job with this number, if it is this worker's to run."""
    import_string(RUNNER)(pk)


def send(pk: int, run_after: datetime) -> None:
    """Tell the workers that a job waits; a lost message is found by the sweeper."""
    try:
        _send(pk, run_after)
    except Exception:
        # The row is safe: what the sender did must not fail because the queue is away.
        logger.exception("Job %s could not be sent to the workers; the sweeper will.", pk)


def _send(pk: int, run_after: datetime) -> None:
    wait = (run_after - timezone.now()).total_seconds()
    if wait > 0:
        run_job.schedule((pk,), delay=wait)
    else:
        run_job(pk)
