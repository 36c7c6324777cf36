"""The words of what is fetched by the clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DownloadCadence(models.TextChoices):
    DAILY = "DAILY", _("Ogni notte")
    WEEKLY = "WEEKLY", _("Ogni settimana")
    MONTHLY = "MONTHLY", _("Ogni mese")


class DownloadOutcome(models.TextChoices):
    NEVER = "NEVER", _("Mai provato")
    NEW = "NEW", _("Caricato qualcosa di nuovo")
    SAME = "SAME", _("Nessuna novità")
    FAILED = "FAILED", _("Non riuscito")


OUTCOME_MEANING = {
    DownloadOutcome.NEVER: "draft",
    DownloadOutcome.NEW: "done",
    DownloadOutcome.SAME: "draft",
    DownloadOutcome.FAILED: "refused",
}
MOST_BACK = 24
FAILURES_TOLD = 3  # turns in a row after which who keeps the data is told: once is a bad night
