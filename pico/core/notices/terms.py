"""Levels of a notice, how often each is mailed, states of what is mailed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class NoticeLevel(models.TextChoices):
    """How near it is to the person: decides how soon it is mailed."""

    ACT = "ACT", _("Tocca a me")
    CONCERNS = "CONCERNS", _("Mi riguarda")
    INTEREST = "INTEREST", _("Può interessarmi")


class Cadence(models.TextChoices):
    AT_ONCE = "AT_ONCE", _("Subito")
    DAILY = "DAILY", _("Una volta al giorno")
    WEEKLY = "WEEKLY", _("Una volta alla settimana")
    NEVER = "NEVER", _("Mai per e-mail")


DIGESTS = (Cadence.DAILY, Cadence.WEEKLY)

DEFAULT_CADENCE = {
    NoticeLevel.ACT: Cadence.AT_ONCE,
    NoticeLevel.CONCERNS: Cadence.DAILY,
    NoticeLevel.INTEREST: Cadence.WEEKLY,
}

LEVEL_HELP = {
    NoticeLevel.ACT: _("Richieste e scadenze che aspettano un tuo atto."),
    NoticeLevel.CONCERNS: _("Novità su ciò che hai fatto, che segui o che ti è affidato."),
    NoticeLevel.INTEREST: _("Novità della tua rete: documenti, discussioni, corsi."),
}

RESERVED_TITLE = _("C'è una novità su un oggetto riservato")
RESERVED_TASK = _("Attività su un oggetto riservato")

# A digest is read standing: so many lines, then how many others there are.
LONGEST_DIGEST = 12
TASKS_IN_DIGEST = 5
MOST_ADDED = 6

# A notice whose mail was refused so many times is left in the inbox only.
MAIL_ATTEMPTS = 10

# Days before its term that a task is told again.
REMINDED_BEFORE = (3, 1)
