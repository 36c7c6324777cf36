"""Lots: what is awarded, for how much, to whom; quotas per ente, categories, winners, hand-over."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.identifiers import check_cig, check_cpv, check_cup
from pico.engines.workflow.models import Flowing

from ..rules.awards import award_amount
from ..terms.procurement import SOA_CHOICES, SOA_CLASSES, Criterion
from ..terms.tenders import (
    LOT_FAILED,
    LOT_MEANINGS,
    FailureReason,
    HandOverState,
    LotState,
    Outcome,
    PcpLot,
    WinnerRole,
)
from .addresses import address
from .columns import money
from .tenders import Tender


class Lot(Flowing):
    """A lot of a tender: the state lives here. Amounts are VAT excluded."""

    flow_key = "sua.lot"

    tender = models.ForeignKey(Tender, on_delete=models.CASCADE, related_name="lots")
    number = models.PositiveSmallIntegerField(_("numero"))
    state = models.CharField(
        _("stato"), max_length=12, choices=LotState, default=LotState.PREPARING
    )
    subject = models.CharField(_("oggetto"), max_length=250)
    cig = models.CharField(_("CIG"), max_length=10, blank=True, validators=[check_cig])
    parent_cig = models.CharField(_("CIG padre"), max_length=10, blank=True, validators=[check_cig])
    cups = models.JSONField(_("CUP"), default=list, blank=True)
    cui = models.CharField(_("CUI"), max_length=21, blank=True)
    cpv = models.CharField(_("CPV"), max_length=10, blank=True, validators=[check_cpv])
    place = models.CharField(_("luogo (codice ISTAT)"), max_length=6, blank=True)
    days = models.PositiveIntegerField(_("durata in giorni"), null=True, blank=True)
    criterion = models.CharField(_("criterio"), max_length=12, choices=Criterion, blank=True)

    base_amount = money(_("importo a base di gara"))
    labour_amount = money(_("di cui manodopera"), default=0)
    safety_amount = money(_("oneri di sicurezza"), default=0)
    options_amount = money(_("opzioni e rinnovi"), default=0)
    is_labour_discountable = models.BooleanField(_("manodopera ribassabile"), default=True)

    bids_count = models.PositiveIntegerField(_("offerte"), null=True, blank=True)
    admitted_count = models.PositiveIntegerField(_("ammesse"), null=True, blank=True)
    excluded_count = models.PositiveIntegerField(_("escluse"), null=True, blank=True)
    discount = models.DecimalField(
        _("ribasso %"), max_digits=6, decimal_places=3, null=True, blank=True
    )
    award_amount = money(_("importo di aggiudicazione"), null=True, blank=True)
    proposed_on = models.DateField(_("proposta del"), null=True, blank=True)
    awarded_on = models.DateField(_("aggiudicazione del"), null=True, blank=True)
    told_on = models.DateField(_("ultima comunicazione art. 90"), null=True, blank=True)
    effective_on = models.DateField(_("efficacia dal"), null=True, blank=True)
    contract_on = models.DateField(_("contratto del"), null=True, blank=True)
    contract_amount = money(_("importo del contratto"), null=True, blank=True)
    outcome = models.CharField(_("esito"), max_length=12, choices=Outcome, blank=True)
    failure = models.CharField(
        _("motivo di non aggiudicazione"), max_length=14, choices=FailureReason, blank=True
    )
    allows_subcontract = models.BooleanField(_("subappalto"), default=True)
    has_appeal = models.BooleanField(_("ricorso"), default=False)
    pcp_state = models.CharField(_("stato su PCP"), max_length=12, choices=PcpLot, blank=True)

    class Meta:
        verbose_name = _("Lotto")
        verbose_name_plural = _("Lotti")
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(fields=["tender", "number"], name="sua_one_lot_a_number"),
            models.UniqueConstraint(
                fields=["cig"], name="sua_one_lot_a_cig", condition=~models.Q(cig="")
            ),
            models.CheckConstraint(
                name="sua_labour_is_part_of_the_base",
                condition=models.Q(labour_amount__lte=models.F("base_amount")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.tender.number}/{self.number}"

    def get_absolute_url(self) -> str:
        return f"{address(self.tender.sua_id, 'sua:tender-lots', self.tender.number)}#lotto-{self.number}"

    def get_step_url(self, name: str) -> str:
        return reverse("sua:lot-step", args=[self.tender.number, self.number, name])

    def clean(self) -> None:
        """Normalise the codes that have their own check."""
        self.cig, self.parent_cig = self.cig.strip().upper(), self.parent_cig.strip().upper()
        try:
            self.cups = [code for cup in self.cups if (code := check_cup(cup))]
        except ValidationError as error:
            raise ValidationError({"cups": error.messages}) from error

    @property
    def meaning(self) -> str:
        return LOT_MEANINGS[LotState(self.state)]

    @property
    def is_failed(self) -> bool:
        return self.state in LOT_FAILED

    @property
    def estimated_value(self):
        """Base, safety, options: what thresholds look at (art. 14, c. 4)."""
        return self.base_amount + self.safety_amount + self.options_amount

    @property
    def chosen_criterion(self) -> str:
        return self.criterion or self.tender.criterion

    @property
    def computed_award(self):
        """What the discount gives; None until there is one."""
        if self.discount is None:
            return None
        return award_amount(
            base=self.base_amount,
            safety=self.safety_amount,
            labour=self.labour_amount,
            discount=self.discount,
            is_labour_discountable=self.is_labour_discountable,
        )

    @property
    def saving(self):
        """«Economie»: what the award leaves of the base, safety included on both sides."""
        if self.award_amount is None:
            return None
        return self.base_amount + self.safety_amount - self.award_amount

    @cached_property
    def main_winner(self) -> str:
        """The name that lists show: the leader, or the only one."""
        winners = list(self.winners.all())
        leaders = [one for one in winners if one.role == WinnerRole.LEADER] or winners
        return leaders[0].name if leaders else ""


class LotCategory(models.Model):
    """«Categoria lavori»: one line of SOA."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(_("categoria"), max_length=7, choices=SOA_CHOICES)
    soa_class = models.CharField(_("classifica"), max_length=7, choices=SOA_CLASSES, blank=True)
    amount = money(_("importo"))
    is_main = models.BooleanField(_("prevalente"), default=False)
    is_separable = models.BooleanField(_("scorporabile"), default=False)
    allows_subcontract = models.BooleanField(_("subappaltabile"), default=True)

    class Meta:
        ordering = ("-is_main", "-amount", "pk")
        constraints = (
            models.UniqueConstraint(fields=["lot", "category"], name="sua_one_line_a_category"),
            models.UniqueConstraint(
                fields=["lot"], name="sua_one_main_category", condition=models.Q(is_main=True)
            ),
        )

    def __str__(self) -> str:
        return self.category


class LotShare(models.Model):
    """The quota of an ente in a lot: its ceiling, and what it may still order."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="shares")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    amount = money(_("importo"))
    quantity = models.DecimalField(
        _("quantità"), max_digits=14, decimal_places=3, null=True, blank=True
    )

    class Meta:
        ordering = ("ente__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["lot", "ente"], name="sua_one_share_an_ente"),
        )

    def __str__(self) -> str:
        return f"{self.ente}: {self.amount}"


class LotWinner(models.Model):
    """«Aggiudicatario»: an operator, alone or in a group."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="winners")
    fiscal_code = models.CharField(_("codice fiscale o partita IVA"), max_length=16)
    name = models.CharField(_("denominazione"), max_length=250)
    role = models.CharField(
        _("ruolo"), max_length=10, choices=WinnerRole, default=WinnerRole.SINGLE
    )
    share = models.DecimalField(_("quota %"), max_digits=5, decimal_places=2, default=100)
    is_sme = models.BooleanField(_("PMI"), default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["lot", "fiscal_code"], name="sua_one_winner_a_code"),
        )

    def __str__(self) -> str:
        return self.name


class HandOver(models.Model):
    """«Passaggio di consegne»: the package of a lot, given to the RUP of its ente, for one CIG."""

    lot = models.ForeignKey(Lot, on_delete=models.CASCADE, related_name="hand_overs")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    state = models.CharField(
        _("stato"), max_length=8, choices=HandOverState, default=HandOverState.READY
    )
    package = models.JSONField(_("pacchetto"), default=dict)
    reason = models.TextField(_("motivo della restituzione"), blank=True)
    sent_at = models.DateTimeField(_("consegnato il"))
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(_("risposta del"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["lot", "ente"],
                name="sua_one_open_hand_over",
                condition=~models.Q(state="RETURNED"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.lot} – {self.get_state_display()}"

    @property
    def meaning(self) -> str:
        return {"READY": "waiting", "RETURNED": "refused", "ACCEPTED": "done"}[self.state]
