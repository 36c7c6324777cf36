"""Words of the checks made before data leave for ANAC's platform."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Severity(models.TextChoices):
    ERROR = "ERROR", _("Errore")
    WARN = "WARN", _("Attenzione")


SEVERITY_MEANINGS = {Severity.ERROR: "refused", Severity.WARN: "waiting"}


class CheckState(models.TextChoices):
    WAITING = "WAITING", _("In attesa")
    RUNNING = "RUNNING", _("In corso")
    DONE = "DONE", _("Concluso")
    FAILED = "FAILED", _("Non riuscito")


CHECK_MEANINGS = {
    CheckState.WAITING: "draft",
    CheckState.RUNNING: "running",
    CheckState.DONE: "done",
    CheckState.FAILED: "refused",
}


class MissingCupState(models.TextChoices):
    OPEN = "OPEN", _("Da sanare")
    LINKED = "LINKED", _("Collegato")
    NOT_NEEDED = "NOT_NEEDED", _("CUP non dovuto")


MISSING_MEANINGS = {
    MissingCupState.OPEN: "waiting",
    MissingCupState.LINKED: "done",
    MissingCupState.NOT_NEEDED: "draft",
}

CHECK_KINDS = (".csv", ".txt")
CHECK_BYTES = 1_500_000_000
PASTED_LINES = 500
SHOWN_FINDINGS = 200  # of a file: the rest stands in its report
MISSING_KEPT = 5000  # CIG without CUP kept of one file
SHEET_FINDINGS = 50_000  # beyond them the report is given as CSV only
