"""What came in: enough to know it again, not what it said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .terms import Outcome


class ReceivedMail(models.Model):
    """A message that came in, by the fingerprint of its Message-ID and recipient."""

    fingerprint = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(_("esito"), max_length=9, choices=Outcome)
    reason = models.CharField(_("motivo"), max_length=500, blank=True)
    at = models.DateTimeField(_("ricevuto il"))

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Messaggio ricevuto")
        verbose_name_plural = _("Messaggi ricevuti")
        indexes = (models.Index(fields=["at"], name="received_mail_by_date"),)

    def __str__(self) -> str:
        return f"{self.purpose} {self.get_outcome_display()}"
