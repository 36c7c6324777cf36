"""Jobs: the table is the truth, the queue only carries their numbers."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .terms import CLOSED, MEANINGS, OPEN, JobState


class Job(models.Model):
    """A piece of work done outside the request: what, how far, how often tried, why it failed.

    A worker holds it by a lease that it renews; when the lease ends, somebody else may take it.
    """

    name = models.CharField(_("funzione"), max_length=160)
    label = models.CharField(_("lavoro"), max_length=250)
    arguments = models.JSONField(_("argomenti"), default=dict)
    key = models.CharField(_("chiave"), max_length=160, null=True)
    state = models.CharField(_("stato"), max_length=10, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    max_attempts = models.PositiveSmallIntegerField(_("tentativi al massimo"), default=6)
    run_after = models.DateTimeField(_("non prima di"), default=timezone.now)
    is_wanted_again = models.BooleanField(_("da rifare alla fine"), default=False)

    worker = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)

    progress_done = models.PositiveIntegerField(_("fatti"), default=0)
    progress_total = models.PositiveIntegerField(_("in tutto"), default=0)
    progress_note = models.CharField(_("a che punto è"), max_length=250, blank=True)

    # Numbers, not foreign keys: this room stands below persons and spaces.
    person_id = models.BigIntegerField(null=True)
    space_id = models.BigIntegerField(null=True)

    error = models.TextField(_("motivo"), blank=True)
    error_detail = models.TextField(_("dettaglio tecnico"), blank=True)

    created_at = models.DateTimeField(_("chiesto il"), default=timezone.now)
    started_at = models.DateTimeField(_("cominciato il"), null=True)
    finished_at = models.DateTimeField(_("finito il"), null=True)

    class Meta:
        verbose_name = _("Lavoro")
        verbose_name_plural = _("Lavori")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["name", "key"],
                name="one_open_job_per_key",
                condition=models.Q(key__isnull=False, state__in=[str(s) for s in OPEN]),
            ),
        )
        indexes = (
            models.Index(fields=["state", "run_after"], name="job_by_turn"),
            models.Index(fields=["-created_at"], name="job_by_date"),
            models.Index(fields=["name", "key"], name="job_by_key"),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED

    @property
    def percent(self) -> int:
        """How far it is; a job that counts nothing is at 0 until it is done."""
        if self.state == JobState.DONE:
            return 100
        if not self.progress_total:
            return 0
        return min(99, self.progress_done * 100 // self.progress_total)

    @property
    def meaning(self) -> str:
        return MEANINGS[JobState(self.state)]


class PeriodicRun(models.Model):
    """A turn of a periodic job: the database lets each turn happen once."""

    name = models.CharField(max_length=160)
    slot = models.CharField(max_length=32)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name", "slot"], name="one_run_per_turn"),)

    def __str__(self) -> str:
        return f"{self.name} {self.slot}"


class WorkerBeat(models.Model):
    """When a worker last gave a sign of life."""

    worker = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} {self.at:%Y-%m-%d %H:%M}"
