"""Every change of a job: asked for, run, reported, tried again, cancelled, swept."""

from .asking import cancel_job, enqueue, retry_job
from .keeping import forget_old_jobs
from .running import Stopped, claim, report, run
from .sweeping import beat, start_periodic, sweep

__all__ = [
    "Stopped",
    "beat",
    "cancel_job",
    "claim",
    "enqueue",
    "forget_old_jobs",
    "report",
    "retry_job",
    "run",
    "start_periodic",
    "sweep",
]
