"""How a delivery ended."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    WAITING = "WAITING", _("In attesa")
    HEARD = "HEARD", _("Ascoltato")
    SKIPPED = "SKIPPED", _("Modulo spento in quello spazio")
