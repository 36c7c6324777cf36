"""Lists of jobs, and the health of the queue."""

from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from .models import Job, WorkerBeat
from .permissions import JobsPermission
from .terms import WAITING, JobState


def jobs(actor) -> QuerySet[Job]:
    """Every job, for whom the platform is in the care of; nothing for others."""
    return Job.objects.all() if actor.can(JobsPermission.MANAGE) else Job.objects.none()


def job_to_manage(pk: int, actor) -> Job:
    """Return a job; 404 for who does not look after them."""
    job = jobs(actor).filter(pk=pk).first()
    if job is None:
        raise Http404
    return job


def job_to_follow(pk: int, actor) -> Job:
    """Return a job for who asked for it or looks after them; 404 for others."""
    job = Job.objects.filter(pk=pk).first()
    if job is None or not actor.can(JobsPermission.FOLLOW, job):
        raise Http404
    return job


def queue_health(*, now: datetime | None = None) -> dict:
    """Return what a monitor wants: how many wait, run, failed; age of the oldest; last sign of life."""
    now = now or timezone.now()
    waits = Q(state__in=WAITING, run_after__lte=now)
    found = Job.objects.aggregate(
        waiting=Count("pk", filter=waits),
        running=Count("pk", filter=Q(state=JobState.RUNNING)),
        failed_last_day=Count(
            "pk", filter=Q(state=JobState.FAILED, finished_at__gte=now - timedelta(days=1))
        ),
        oldest=Min("run_after", filter=waits),
    )
    oldest = found.pop("oldest")
    beat = WorkerBeat.objects.aggregate(at=Max("at"))["at"]
    return {
        **found,
        "oldest_waiting_seconds": int((now - oldest).total_seconds()) if oldest else 0,
        "last_worker_beat": beat,
        "is_worker_alive": beat is not None and now - beat < timedelta(minutes=3),
    }
