"""Words of the engine: units, states, causes of a change, limits."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    """What a term is counted in."""

    DAYS = "DAYS", _("giorni")
    WORKING_DAYS = "WORKING_DAYS", _("giorni lavorativi")
    MONTHS = "MONTHS", _("mesi")
    YEARS = "YEARS", _("anni")
    HOURS = "HOURS", _("ore")
    MINUTES = "MINUTES", _("minuti di servizio")


# Counted on the clock; the others on the calendar, up to the end of a day.
ON_THE_CLOCK = frozenset({Unit.HOURS, Unit.MINUTES})


class Roll(models.TextChoices):
    """What happens to a term that ends on a day of rest."""

    NONE = "NONE", _("resta dov'è")
    # Art. 2963 c.c.: holidays and Sundays only.
    HOLIDAYS = "HOLIDAYS", _("passa al primo giorno non festivo")
    # Reg. (CEE, Euratom) 1182/71, art. 3(4), and art. 155 c.p.c.: Saturdays too.
    WORKING = "WORKING", _("passa al primo giorno lavorativo")


class TermState(models.TextChoices):
    RUNNING = "RUNNING", _("In corso")
    SUSPENDED = "SUSPENDED", _("Sospeso")
    EXPIRED = "EXPIRED", _("Scaduto")
    MET = "MET", _("Rispettato")
    MET_LATE = "MET_LATE", _("Rispettato in ritardo")
    CANCELLED = "CANCELLED", _("Annullato")


OPEN = (TermState.RUNNING, TermState.SUSPENDED, TermState.EXPIRED)
STATE_MEANINGS = {
    TermState.RUNNING: "running",
    TermState.SUSPENDED: "suspended",
    TermState.EXPIRED: "refused",
    TermState.MET: "done",
    TermState.MET_LATE: "waiting",
    TermState.CANCELLED: "draft",
}


class FactKind(models.TextChoices):
    """What may happen to a term while it runs."""

    SUSPENSION = "SUSPENSION", _("Sospensione")
    INTERRUPTION = "INTERRUPTION", _("Interruzione")
    EXTENSION = "EXTENSION", _("Proroga")


class Cause(models.TextChoices):
    """Why the date of a term is what it is now."""

    STARTED = "STARTED", _("Inizio")
    SUSPENDED = "SUSPENDED", _("Sospensione")
    RESUMED = "RESUMED", _("Ripresa")
    INTERRUPTED = "INTERRUPTED", _("Interruzione")
    EXTENDED = "EXTENDED", _("Proroga")
    CORRECTED = "CORRECTED", _("Correzione della data iniziale")
    RULE_CHANGED = "RULE_CHANGED", _("Cambio della regola")
    CALENDAR_CHANGED = "CALENDAR_CHANGED", _("Cambio del calendario")
    EXPIRED = "EXPIRED", _("Scadenza")
    MET = "MET", _("Adempimento")
    CANCELLED = "CANCELLED", _("Annullamento")


class AlertTo(models.TextChoices):
    """Whom a rung of the ladder tells; the module that owns the subject hears of each one."""

    RESPONSIBLE = "RESPONSIBLE", _("chi ha in carico il termine")
    NOBODY = "NOBODY", _("solo il modulo")


LONGEST_COUNT = 10_000  # of any unit: beyond it somebody has mistyped
ALERTS_AT_HOUR = 8  # alerts counted in days are told in the morning, Italian time
WEEKDAYS = (
    _("lunedì"),
    _("martedì"),
    _("mercoledì"),
    _("giovedì"),
    _("venerdì"),
    _("sabato"),
    _("domenica"),
)
