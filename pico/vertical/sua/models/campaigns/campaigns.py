"""A needs campaign, its catalogue and its documents."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.enti.addresses import path_in
from pico.engines.workflow.models import Flowing

from ...terms.campaigns import (
    FROZEN,
    JUDGING,
    PREPARING,
    RUNNING,
    CampaignState,
    Outcome,
    Unit,
)


class Campaign(Flowing):
    """A SUA asks enti what they need to buy. `owner` is the Province that runs the SUA.

    `recipients` is the filter that invites: {"kinds", "territories", "smallest", "largest", "enti"};
    `assumptions` is the scenario the decision was taken on, as the address of the simulator keeps it.
    """

    flow_key = "sua.campaign"

    owner = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Autore"),
    )
    state = models.CharField(
        _("stato"), max_length=40, choices=CampaignState, default=CampaignState.DRAFT
    )
    title = models.CharField(_("titolo"), max_length=250)
    description = models.TextField(_("descrizione"), blank=True)
    opens_at = models.DateTimeField(_("apertura"), null=True, blank=True)
    closes_at = models.DateTimeField(_("chiusura"), null=True, blank=True)
    extended_from = models.DateTimeField(_("prima chiusura"), null=True, blank=True)
    remind_days = models.JSONField(_("solleciti (giorni prima)"), default=list, blank=True)
    referente = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("referente"),
    )
    recipients = models.JSONField(default=dict, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_ones"
    )
    outcome = models.CharField(
        _("esito"), max_length=12, choices=Outcome, default=Outcome.NONE, blank=True
    )
    outcome_note = models.TextField(_("motivazione dell'esito"), blank=True)
    settled_at = models.DateTimeField(_("esitata il"), null=True, blank=True)
    assumptions = models.CharField(max_length=2000, blank=True)
    tender = models.ForeignKey(
        "sua.Tender",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="campaigns",
        verbose_name=_("gara"),
    )
    created_at = models.DateTimeField(_("creata il"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("Campagna di raccolta fabbisogni")
        verbose_name_plural = _("Campagne di raccolta fabbisogni")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["owner", "-created_at"], name="sua_campaign_by_owner"),
            models.Index(fields=["state", "closes_at"], name="sua_campaign_by_state"),
        )

    def __str__(self) -> str:
        return self.title

    def address(self, name: str, *args) -> str:
        """The address of one of its pages, in the space of its SUA wherever it is written from."""
        return path_in(self.owner.space, f"sua:{name}", self.pk, *args)

    def get_absolute_url(self) -> str:
        return self.address("campaign")

    def get_step_url(self, name: str) -> str:
        return reverse("sua:campaign-step", args=[self.pk, name])

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_preparing(self) -> bool:
        return self.state in PREPARING

    @property
    def is_judging(self) -> bool:
        """Answers may still be given back, validated, reopened."""
        return self.state in JUDGING

    @property
    def is_frozen(self) -> bool:
        return self.state in FROZEN

    def takes_answers_at(self, now: datetime) -> bool:
        return self.is_running and not (self.closes_at and now > self.closes_at)


class CatalogueItem(models.Model):
    """A thing that may be needed: CPV (eight digits), unit, variants, the price one starts from."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(default=0)
    section = models.CharField(
        _("sezione"),
        max_length=80,
        blank=True,
        help_text=_(
            "Le voci della stessa sezione stanno insieme e si possono affidare a un collega."
        ),
    )
    code = models.CharField(_("codice voce"), max_length=20)
    cpv = models.CharField(_("CPV"), max_length=8)
    description = models.CharField(_("descrizione"), max_length=250)
    unit = models.CharField(_("unità di misura"), max_length=5, choices=Unit)
    variants = models.JSONField(_("varianti"), default=list, blank=True)
    reference_price = models.DecimalField(
        _("prezzo di riferimento"),
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Per unità, IVA esclusa."),
    )
    price_source = models.CharField(_("fonte del prezzo"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("Voce del catalogo")
        verbose_name_plural = _("Voci del catalogo")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "code"], name="sua_one_item_per_code"),
        )
        indexes = (models.Index(fields=["campaign", "position"], name="sua_item_by_position"),)

    def __str__(self) -> str:
        return f"{self.code} – {self.description}"


class CampaignDocument(models.Model):
    """A file given to the enti with the campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("Documento della campagna")
        verbose_name_plural = _("Documenti della campagna")
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.file)
