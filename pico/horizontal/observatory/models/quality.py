"""How complete the data of each Province were, each time they changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QualitySnapshot(models.Model):
    """`counts` is {ente: {fault: [records to fix, records looked at]}}; keys are text, as JSON has them."""

    taken_at = models.DateTimeField(_("del"))
    counts = models.JSONField(_("conteggi"))

    class Meta:
        ordering = ("-taken_at", "-pk")
        get_latest_by = ("taken_at", "pk")
        verbose_name = _("Stato della qualità")
        verbose_name_plural = _("Stati della qualità")
        indexes = (models.Index(fields=["-taken_at", "-id"], name="quality_by_day"),)

    def __str__(self) -> str:
        return f"{self.taken_at:%Y-%m-%d}"
