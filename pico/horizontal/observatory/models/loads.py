"""The register of loads: each file that came, and what became of it."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.people.models import Person

from ..terms.loads import LOAD_MEANING, LoadState


class Load(models.Model):
    """One file for one dataset; `report` is the JSON of `rules.reading.rows.Report`.

    `dataset` is empty while nobody recognised it. `part` says which slice of the dataset it holds.
    The same file for the same dataset is one row, however often it is brought.
    """

    dataset = models.CharField(_("archivio"), max_length=40, blank=True)
    part = models.CharField(_("parte"), max_length=80, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(_("impronta SHA-256"), max_length=64)
    size = models.BigIntegerField(_("dimensione"))
    url = models.CharField(_("scaricato da"), max_length=500, blank=True)
    licence = models.CharField(_("licenza"), max_length=40, blank=True)
    state = models.CharField(
        _("stato"), max_length=10, choices=LoadState, default=LoadState.RECEIVED
    )
    received_at = models.DateTimeField(_("ricevuto il"))
    finished_at = models.DateTimeField(_("finito il"), null=True, blank=True)
    data_on = models.DateField(_("dati al"), null=True, blank=True)
    rows_read = models.BigIntegerField(_("righe lette"), default=0)
    rows_kept = models.BigIntegerField(_("righe tenute"), default=0)
    rows_refused = models.BigIntegerField(_("righe scartate"), default=0)
    rows_before = models.BigIntegerField(_("righe della versione di prima"), default=0)
    report = models.JSONField(_("resoconto"), default=dict, blank=True)
    error = models.CharField(_("motivo"), max_length=500, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    override_reason = models.CharField(_("motivazione della conferma"), max_length=300, blank=True)
    previous = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="next",
        verbose_name=_("versione di prima"),
    )
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("caricato da"),
    )

    class Meta:
        ordering = ("-received_at", "-pk")
        verbose_name = _("Caricamento")
        verbose_name_plural = _("Caricamenti")
        constraints = (
            models.UniqueConstraint(
                fields=["sha256", "dataset"], name="one_load_per_file_and_dataset"
            ),
        )
        indexes = (
            models.Index(fields=["-received_at", "-id"], name="load_by_day"),
            models.Index(fields=["dataset", "part", "state"], name="load_by_part"),
        )

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("observatory:load", args=[self.pk])

    @property
    def mark(self) -> str:
        """What names its files in the lake."""
        return self.sha256[:12]

    @property
    def meaning(self) -> str:
        return LOAD_MEANING[LoadState(self.state)]
