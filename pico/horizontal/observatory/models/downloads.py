"""What is fetched by the clock: an address, how often, and how it went."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..rules.sources import SOURCES
from ..terms.downloads import MOST_BACK, OUTCOME_MEANING, DownloadCadence, DownloadOutcome


class ScheduledDownload(models.Model):
    """The address of a dataset, asked again by itself.

    `address` may name a year, a month, a day as {YYYY}, {MM}, {DD}; `back` says how many of those
    before the current one are asked too, as they may be corrected.
    """

    dataset = models.CharField(_("archivio"), max_length=40)
    address = models.CharField(_("indirizzo"), max_length=400, unique=True)
    cadence = models.CharField(
        _("cadenza"), max_length=7, choices=DownloadCadence, default=DownloadCadence.WEEKLY
    )
    back = models.PositiveSmallIntegerField(
        _("quanti indietro"), default=2, validators=[MaxValueValidator(MOST_BACK)]
    )
    is_on = models.BooleanField(_("attivo"), default=True)
    tried_at = models.DateTimeField(_("ultima prova"), null=True, blank=True)
    outcome = models.CharField(
        _("esito"), max_length=6, choices=DownloadOutcome, default=DownloadOutcome.NEVER
    )
    note = models.CharField(_("che cosa è successo"), max_length=500, blank=True)
    failures = models.PositiveSmallIntegerField(_("turni non riusciti di fila"), default=0)

    class Meta:
        ordering = ("dataset", "address")
        verbose_name = _("Scaricamento automatico")
        verbose_name_plural = _("Scaricamenti automatici")
        indexes = (models.Index(fields=["dataset", "address"], name="download_by_dataset"),)

    def __str__(self) -> str:
        source = SOURCES.get(self.dataset)
        return str(source.title) if source else self.dataset

    def get_absolute_url(self) -> str:
        return reverse("observatory:download", args=[self.pk])

    @property
    def meaning(self) -> str:
        return OUTCOME_MEANING[DownloadOutcome(self.outcome)]
