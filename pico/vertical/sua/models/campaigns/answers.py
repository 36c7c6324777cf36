"""What an ente answers: its state, the lines of its needs, who looks after which section."""

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.engines.workflow.models import Flowing

from ...terms.campaigns import (
    ANSWERED,
    MISSING,
    WRITABLE,
    Adhesion,
    AnswerState,
    Commitment,
    Proposed,
    Unit,
)
from ..columns import money
from .campaigns import Campaign, CatalogueItem


class NeedAnswer(Flowing):
    """An ente was asked; how far it has come. `zone` is the part of the territory lots are made by."""

    flow_key = "sua.need_answer"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="answers")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente")
    )
    zone = models.CharField(_("ambito"), max_length=80, blank=True)
    state = models.CharField(
        _("stato"), max_length=40, choices=AnswerState, default=AnswerState.TO_FILL
    )
    commitment = models.CharField(
        _("impegno"), max_length=12, choices=Commitment, default=Commitment.NON_BINDING
    )
    signatory = models.CharField(_("firmatario"), max_length=160, blank=True)
    note = models.TextField(_("motivo"), blank=True)
    sent_at = models.DateTimeField(_("inviata il"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    receipt = models.CharField(_("impronta della ricevuta"), max_length=64, blank=True)
    validated_at = models.DateTimeField(_("validata il"), null=True, blank=True)
    late_until = models.DateTimeField(_("può rispondere fino al"), null=True, blank=True)
    reminded_on = models.DateField(_("sollecitato il"), null=True, blank=True)
    told_at = models.DateTimeField(_("avvisato il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Risposta alla campagna")
        verbose_name_plural = _("Risposte alla campagna")
        ordering = ("ente__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "ente"], name="sua_one_answer_per_ente"),
        )
        indexes = (
            models.Index(fields=["campaign", "state"], name="sua_answer_by_state"),
            models.Index(fields=["ente", "state"], name="sua_answer_of_ente"),
        )

    def __str__(self) -> str:
        return str(self.ente)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:need-step", args=[self.campaign_id, self.pk, name])

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_missing(self) -> bool:
        return self.state in MISSING

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED

    def is_open_at(self, now: datetime) -> bool:
        """The campaign takes this answer now: it is running, or this one was let in late."""
        if self.late_until is not None and self.campaign.is_judging:
            return now <= self.late_until or self.campaign.takes_answers_at(now)
        return self.campaign.takes_answers_at(now)


class NeedLine(models.Model):
    """One need. Source of the fields: domain facts of the SUA §7.

    `quantity` and `unit_price` are of a year; `annual_amount` is theirs, or typed where there is no
    price. `version` goes up at each change: what a colleague wrote meanwhile is not written over.
    """

    answer = models.ForeignKey(NeedAnswer, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(
        CatalogueItem, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    section = models.CharField(_("sezione"), max_length=80, blank=True)
    cpv = models.CharField(_("CPV"), max_length=8)
    description = models.CharField(_("descrizione"), max_length=250)
    unit = models.CharField(_("unità di misura"), max_length=5, choices=Unit)
    variant = models.CharField(_("variante"), max_length=80, blank=True)
    quantity = models.DecimalField(_("quantità annua"), max_digits=14, decimal_places=3)
    unit_price = money(_("prezzo unitario stimato"), null=True, blank=True)
    annual_amount = money(_("importo annuo"), null=True, blank=True)
    delivery_place = models.CharField(_("luogo di consegna"), max_length=160, blank=True)
    starts_on = models.DateField(_("decorrenza"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("durata in mesi"), default=12)
    has_contract = models.BooleanField(_("contratto in essere"), default=False)
    contract_ends_on = models.DateField(_("scadenza del contratto"), null=True, blank=True)
    supplier = models.CharField(_("fornitore attuale"), max_length=160, blank=True)
    current_cig = models.CharField(_("CIG attuale"), max_length=10, blank=True)
    past_spend = models.JSONField(_("spesa storica di 3 anni"), default=list, blank=True)
    adhesion = models.CharField(
        _("adesione"), max_length=10, choices=Adhesion, default=Adhesion.LIKELY
    )
    service_level = models.TextField(_("livello di servizio"), blank=True)
    constraints = models.TextField(_("vincoli"), blank=True)
    budget_line = models.CharField(_("capitolo / copertura"), max_length=160, blank=True)
    contact = models.CharField(_("referente"), max_length=160, blank=True)
    proposed = models.CharField(
        _("precompilato"), max_length=12, choices=Proposed, default=Proposed.NONE, blank=True
    )
    past_quantity = models.DecimalField(
        _("quantità dell'ultima risposta"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    explanation = models.TextField(_("spiegazione"), blank=True)
    comment = models.TextField(_("commento della SUA"), blank=True)
    version = models.PositiveIntegerField(default=1)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Riga di fabbisogno")
        verbose_name_plural = _("Righe di fabbisogno")
        ordering = ("section", "item__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["answer", "item", "variant"],
                name="sua_one_line_per_item_and_variant",
                condition=models.Q(item__isnull=False),
            ),
            models.CheckConstraint(
                name="sua_need_is_not_negative", condition=models.Q(quantity__gte=0)
            ),
        )
        indexes = (
            models.Index(fields=["answer", "section"], name="sua_line_by_section"),
            models.Index(fields=["item"], name="sua_line_by_item"),
        )

    def __str__(self) -> str:
        return self.description

    @property
    def amount(self) -> Decimal:
        """What a year costs, as far as it is known."""
        if self.annual_amount is not None:
            return self.annual_amount
        return reckoned(self.quantity, self.unit_price) or Decimal(0)


def reckoned(quantity: Decimal | None, price: Decimal | None) -> Decimal | None:
    """Quantity times price, to the cent; None where one is missing."""
    if quantity is None or price is None:
        return None
    return (quantity * price).quantize(Decimal("0.01"))


class SectionDelegation(models.Model):
    """A section of an ente's answer entrusted to a colleague."""

    answer = models.ForeignKey(NeedAnswer, on_delete=models.CASCADE, related_name="delegations")
    section = models.CharField(_("sezione"), max_length=80, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Sezione affidata")
        verbose_name_plural = _("Sezioni affidate")
        constraints = (
            models.UniqueConstraint(
                fields=["answer", "section", "person"], name="sua_one_delegation_per_colleague"
            ),
        )

    def __str__(self) -> str:
        return f"{self.section}: {self.person}"
