"""What becomes of a message that comes in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 30_000_000
KEPT_DAYS = 365
MOST_IN_AN_HOUR = 30  # messages of one person; more is a machine


class Outcome(models.TextChoices):
    TAKEN = "TAKEN", _("Accolto")
    AUTOMATIC = "AUTOMATIC", _("Risposta automatica, ignorata")
    UNKNOWN = "UNKNOWN", _("Indirizzo sconosciuto, ignorato")
    STRANGER = "STRANGER", _("Mittente diverso dalla persona, ignorato")
    REFUSED = "REFUSED", _("Rifiutato, con il motivo al mittente")
    TWICE = "TWICE", _("Già ricevuto")
