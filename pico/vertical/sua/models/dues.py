"""What an ente owes its SUA for a lot («Dovuto»), line by line, as the agreement in force says."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.engines.workflow.models import Flowing

from ..terms.dues import ACT_LENGTH, SOURCE_LENGTH, DueItem, DueState
from .addresses import address
from .agreements import Agreement
from .lots import Lot, money
from .office import OfEnteAndProvinceQuerySet


class Due(Flowing):
    """The reimbursement of one ente for one lot, made by the award. `amount` in euro.

    `reckoned` is what the award gave; `amount` is what is owed now, which a correction may have changed.
    The ledger is another module's: here stands what is asked, and whether it came.
    """

    flow_key = "sua.due"

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="dues")
    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, related_name="dues", verbose_name=_("convenzione")
    )
    state = models.CharField(
        _("stato"), max_length=40, choices=DueState, default=DueState.ESTIMATED
    )
    base = money(_("importo a base di gara dell'ente"))
    reckoned = money(_("importo calcolato all'aggiudicazione"))
    amount = money(_("importo"))
    correction = models.TextField(_("motivo della correzione"), blank=True)
    reckoned_on = models.DateField(_("calcolato il"))
    act = models.CharField(_("nota o atto"), max_length=ACT_LENGTH, blank=True)
    requested_on = models.DateField(_("richiesto il"), null=True, blank=True)
    due_on = models.DateField(_("dovuto entro il"), null=True, blank=True)
    paid_on = models.DateField(_("pagato il"), null=True, blank=True)

    objects = OfEnteAndProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Dovuto")
        verbose_name_plural = _("Dovuti")
        ordering = ("-reckoned_on", "-pk")
        constraints = (
            models.UniqueConstraint(fields=["lot", "ente"], name="sua_one_due_a_lot_and_ente"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0), name="sua_due_is_not_negative"
            ),
        )
        indexes = (
            models.Index(fields=["sua", "-reckoned_on", "-id"], name="sua_due_by_sua"),
            models.Index(fields=["ente", "-reckoned_on", "-id"], name="sua_due_by_ente"),
            models.Index(fields=["sua", "state", "due_on"], name="sua_due_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.lot} – {self.ente}"

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:due", self.pk)

    def get_step_url(self, name: str) -> str:
        return reverse("sua:due-step", args=[self.pk, name])

    @property
    def owner_id(self) -> int:
        return self.sua_id

    @property
    def is_corrected(self) -> bool:
        return self.amount != self.reckoned


class DueLine(models.Model):
    """A line: what the scheme gives for the whole tender (`whole`), what falls on this lot and ente.

    `base` and `rate` (per cent) are those it was reckoned with, `source` the agreement or the article.
    """

    due = models.ForeignKey(Due, on_delete=models.CASCADE, related_name="lines")
    item = models.CharField(_("voce"), max_length=16, choices=DueItem)
    base = money(_("base di calcolo"), null=True, blank=True)
    rate = models.DecimalField(_("aliquota"), max_digits=6, decimal_places=3, null=True, blank=True)
    whole = money(_("importo per l'intera gara"))
    amount = money(_("importo"))
    source = models.CharField(_("fonte"), max_length=SOURCE_LENGTH)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["due", "item"], name="sua_one_line_an_item"),
        )

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.amount}"
