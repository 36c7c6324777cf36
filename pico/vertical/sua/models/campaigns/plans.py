"""The plan of aggregation: what the validated answers add up to, worked by hand, then frozen."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ...terms.campaigns import Unit
from ..columns import money
from .campaigns import Campaign


class Plan(models.Model):
    """A version of the plan. Frozen, nothing touches it: it holds copies, not answers."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="plans")
    number = models.PositiveIntegerField(_("versione"))
    made_at = models.DateTimeField(_("calcolato il"))
    frozen_at = models.DateTimeField(_("congelato il"), null=True, blank=True)
    invited = models.PositiveIntegerField(_("enti invitati"), default=0)
    answered = models.PositiveIntegerField(_("enti che hanno risposto"), default=0)
    nothing = models.PositiveIntegerField(_("enti senza fabbisogno"), default=0)

    class Meta:
        verbose_name = _("Piano di aggregazione")
        verbose_name_plural = _("Piani di aggregazione")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "number"], name="sua_one_plan_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.campaign} – {self.number}"

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class PlanLine(models.Model):
    """One thing needed by several enti. What was merged or split stays, pointing to what came of it."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    code = models.CharField(_("codice voce"), max_length=20, blank=True)
    cpv = models.CharField(_("CPV"), max_length=8)
    description = models.CharField(_("descrizione"), max_length=250)
    unit = models.CharField(_("unità di misura"), max_length=5, choices=Unit)
    became = models.ManyToManyField("self", symmetrical=False, related_name="came_from", blank=True)
    is_replaced = models.BooleanField(default=False)
    trace = models.CharField(_("come è nata"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("Riga del piano")
        verbose_name_plural = _("Righe del piano")
        ordering = ("cpv", "pk")
        indexes = (models.Index(fields=["plan", "is_replaced", "cpv"], name="sua_plan_by_cpv"),)

    def __str__(self) -> str:
        return self.description


class PlanQuota(models.Model):
    """What one ente needs of a line: a year's quantity and value (euro, VAT excluded)."""

    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="quotas")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    zone = models.CharField(_("ambito"), max_length=80, blank=True)
    quantity = models.DecimalField(_("quantità"), max_digits=14, decimal_places=3)
    value = money(_("valore annuo"))
    is_certain = models.BooleanField(_("adesione certa"), default=True)

    class Meta:
        verbose_name = _("Quota di un ente")
        verbose_name_plural = _("Quote degli enti")
        ordering = ("line", "ente")
        indexes = (models.Index(fields=["line", "ente"], name="sua_quota_by_line"),)

    def __str__(self) -> str:
        return f"{self.line_id} {self.ente_id}"
