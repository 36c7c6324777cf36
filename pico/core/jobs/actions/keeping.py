"""What is forgotten of old jobs."""

from datetime import datetime, timedelta

from ..models import Job, PeriodicRun, WorkerBeat
from ..terms import JobState

KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=90)
KEEP_TURNS = timedelta(days=60)


def forget_old_jobs(*, now: datetime) -> int:
    """Delete jobs done two weeks ago and those that failed three months ago."""
    done = Job.objects.filter(state=JobState.DONE, finished_at__lt=now - KEEP_DONE)
    rest = Job.objects.filter(
        state__in=(JobState.FAILED, JobState.CANCELLED), finished_at__lt=now - KEEP_FAILED
    )
    count = done.delete()[0] + rest.delete()[0]
    newest = {run.name: run.pk for run in PeriodicRun.objects.order_by("pk")}
    PeriodicRun.objects.filter(created_at__lt=now - KEEP_TURNS).exclude(
        pk__in=newest.values()
    ).delete()
    WorkerBeat.objects.filter(at__lt=now - KEEP_TURNS).delete()
    return count
