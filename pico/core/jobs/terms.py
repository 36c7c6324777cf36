"""States of a job, as stored, as said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "QUEUED", _("In attesa")
    RUNNING = "RUNNING", _("In corso")
    RETRYING = "RETRYING", _("Sarà ritentato")
    DONE = "DONE", _("Concluso")
    FAILED = "FAILED", _("Non riuscito")
    CANCELLED = "CANCELLED", _("Annullato")


WAITING = (JobState.QUEUED, JobState.RETRYING)
OPEN = (*WAITING, JobState.RUNNING)
CLOSED = (JobState.DONE, JobState.FAILED, JobState.CANCELLED)

MEANINGS = {
    JobState.QUEUED: "draft",
    JobState.RUNNING: "running",
    JobState.RETRYING: "waiting",
    JobState.DONE: "done",
    JobState.FAILED: "refused",
    JobState.CANCELLED: "suspended",
}
