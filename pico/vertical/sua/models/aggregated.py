"""Aggregated tenders: the track of each ente, its derived contracts, capacity given to others."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.identifiers import check_cig
from pico.engines.workflow.models import Flowing

from ..terms.aggregated import TRACK_MEANINGS, TrackState, TransferState
from ..terms.tenders import PcpCard
from .addresses import address
from .columns import money
from .lots import Lot
from .tenders import Tender


class Track(Flowing):
    """The way of one ente inside an aggregated tender."""

    flow_key = "sua.track"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="tracks")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    state = models.CharField(
        _("stato"), max_length=10, choices=TrackState, default=TrackState.INVITED
    )
    act = models.CharField(_("atto di adesione"), max_length=250, blank=True)
    act_on = models.DateField(_("data dell'atto"), null=True, blank=True)

    class Meta:
        ordering = ("ente__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["ente", "tender"], name="sua_one_track_an_ente"),
        )

    def __str__(self) -> str:
        return f"{self.tender.number} – {self.ente}"

    def get_absolute_url(self) -> str:
        return address(self.tender.sua_id, "sua:tender-enti", self.tender.number)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:track-step", args=[self.tender.number, self.pk, name])

    @property
    def meaning(self) -> str:
        return TRACK_MEANINGS[TrackState(self.state)]


class DerivedContract(models.Model):
    """What an ente ordered on a lot of an aggregated tender, under its own CIG."""

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="derived")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    cig = models.CharField(_("CIG derivato"), max_length=10, unique=True, validators=[check_cig])
    amount = money(_("importo"))
    signed_on = models.DateField(_("data"))
    act = models.CharField(_("atto"), max_length=250, blank=True)
    card = models.CharField(_("scheda PCP proposta"), max_length=8, choices=PcpCard)

    class Meta:
        ordering = ("-signed_on", "-pk")
        indexes = (models.Index(fields=["lot", "ente"], name="sua_derived_by_ente"),)
        constraints = (
            models.CheckConstraint(
                name="sua_derived_is_positive", condition=models.Q(amount__gt=0)
            ),
        )

    def __str__(self) -> str:
        return self.cig


class CapacityTransfer(models.Model):
    """Capacity that an ente does not need, given to another one; the SUA approves."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="transfers")
    giver = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("chi cede")
    )
    taker = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("chi riceve")
    )
    amount = money(_("importo"))
    reason = models.CharField(_("motivo"), max_length=250)
    state = models.CharField(
        _("stato"), max_length=8, choices=TransferState, default=TransferState.ASKED
    )
    asked_at = models.DateTimeField(_("chiesta il"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("risposta del"), null=True)

    class Meta:
        ordering = ("-asked_at", "-pk")

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}: {self.amount}"

    @property
    def meaning(self) -> str:
        return {"ASKED": "waiting", "APPROVED": "done", "REFUSED": "refused"}[self.state]
