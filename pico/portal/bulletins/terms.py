"""Words of the bulletins."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_ENTRIES = 200


class BulletinState(models.TextChoices):
    DRAFT = "BOZZA", _("Bozza")
    PUBLISHED = "PUBBLICATO", _("Pubblicato")


class PdfState(models.TextChoices):
    NONE = "", _("Non ancora fatto")
    WAITING = "IN_PREPARAZIONE", _("In preparazione")
    READY = "PRONTO", _("Pronto")
    FAILED = "NON_RIUSCITO", _("Non riuscito")


MEANINGS = {BulletinState.DRAFT: "draft", BulletinState.PUBLISHED: "done"}
