"""What a SUA asks for before it answers, and how many tenders it can begin in a month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .requests import TenderRequest, person


class Integration(models.Model):
    """What the SUA asked for, what of it came, and when."""

    request = models.ForeignKey(
        TenderRequest, on_delete=models.CASCADE, related_name="integrations"
    )
    asked_at = models.DateTimeField(_("chiesta il"))
    asked_by = person(_("chiesta da"))
    due_on = models.DateField(_("entro il"))
    answered_at = models.DateTimeField(_("risposta il"), null=True)
    answer = models.TextField(_("risposta"), blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.asked_at:%d/%m/%Y}"


class IntegrationItem(models.Model):
    """One missing thing, ticked when it came."""

    integration = models.ForeignKey(Integration, on_delete=models.CASCADE, related_name="items")
    text = models.CharField(_("che cosa manca"), max_length=250)
    is_done = models.BooleanField(_("fornito"), default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text


class Capacity(models.Model):
    """How many tenders a SUA begins in a month, where it is not the usual number."""

    sua = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    month = models.DateField(_("mese"))
    places = models.PositiveSmallIntegerField(_("posti"))
    note = models.CharField(_("nota"), max_length=160, blank=True)

    class Meta:
        ordering = ("month",)
        constraints = (
            models.UniqueConstraint(fields=["sua", "month"], name="one_capacity_per_month"),
        )

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}: {self.places}"
