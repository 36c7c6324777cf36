"""Contracts in force at the enti, what they have in their programmes, and the sheets they send."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..terms.contracts import ContractOrigin, SheetKind
from ..terms.procurement import ContractKind
from .addresses import address
from .columns import money
from .office import OfEnteAndProvinceQuerySet


class Contract(models.Model):
    """A contract of an ente: amounts in euro, VAT excluded; `extension_months` may follow its end."""

    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    cig = models.CharField(_("CIG"), max_length=10, blank=True)
    subject = models.CharField(_("oggetto"), max_length=250)
    kind = models.CharField(_("tipo"), max_length=20, choices=ContractKind)
    cpv = models.CharField(_("CPV"), max_length=10, blank=True)
    supplier = models.CharField(_("fornitore"), max_length=250)
    supplier_code = models.CharField(_("codice fiscale del fornitore"), max_length=16, blank=True)
    amount = money(_("importo"))
    yearly_amount = money(_("importo annuo"), null=True, blank=True)
    starts_on = models.DateField(_("decorrenza"))
    ends_on = models.DateField(_("scadenza"))
    extension_months = models.PositiveSmallIntegerField(
        _("proroga o rinnovo possibile (mesi)"), default=0
    )
    extension_words = models.CharField(_("opzione prevista"), max_length=250, blank=True)
    rup = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("RUP"),
    )  # fmt: skip
    origin = models.CharField(
        _("origine"), max_length=6, choices=ContractOrigin, default=ContractOrigin.HAND
    )
    tender_number = models.CharField(_("gara"), max_length=24, blank=True)
    created_at = models.DateTimeField(_("inserito il"), editable=False)

    objects = OfEnteAndProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Contratto")
        verbose_name_plural = _("Registro dei contratti")
        ordering = ("ends_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["ente", "cig"], name="one_contract_per_cig", condition=~Q(cig="")
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="contract_ends_after_it_starts"
            ),
        )
        indexes = (
            models.Index(fields=["ente", "ends_on"], name="sua_contract_by_ente"),
            models.Index(fields=["sua", "ends_on"], name="sua_contract_by_sua"),
            models.Index(fields=["sua", "amount"], name="sua_contract_by_amount"),
            models.Index(fields=["cpv", "ends_on"], name="sua_contract_by_cpv"),
            models.Index(fields=["rup", "ends_on"], name="sua_contract_by_rup"),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:contract", self.pk)

    @property
    def owner_id(self) -> int:
        return self.ente_id

    @staticmethod
    def found_by(text: str) -> Q:
        """What a look-up by words or by CIG compares."""
        return Q(subject__icontains=text) | Q(cig__icontains=text) | Q(supplier__icontains=text)


class ProgrammeRow(models.Model):
    """A row of a triennial programme: what an ente will buy, when (`quarter` 1-4 of `year`)."""

    ente = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    sua = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("SUA")
    )
    cui = models.CharField(_("CUI"), max_length=22)
    subject = models.CharField(_("oggetto"), max_length=250)
    kind = models.CharField(_("tipo"), max_length=20, choices=ContractKind)
    cpv = models.CharField(_("CPV"), max_length=10, blank=True)
    amount = money(_("importo"))
    year = models.PositiveSmallIntegerField(_("anno"))
    quarter = models.PositiveSmallIntegerField(
        _("trimestre"), validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    rup = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("RUP"),
    )  # fmt: skip
    created_at = models.DateTimeField(_("inserito il"), editable=False)

    objects = OfEnteAndProvinceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Riga di programmazione")
        verbose_name_plural = _("Programmazione triennale")
        ordering = ("year", "quarter", "pk")
        constraints = (
            models.UniqueConstraint(fields=["ente", "cui", "year"], name="one_row_per_cui_a_year"),
        )
        indexes = (
            models.Index(fields=["ente", "year", "quarter"], name="sua_programme_by_ente"),
            models.Index(fields=["sua", "year", "quarter"], name="sua_programme_by_sua"),
            models.Index(fields=["sua", "amount"], name="sua_programme_by_amount"),
        )

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return address(self.sua_id, "sua:programme-row", self.pk)

    @property
    def owner_id(self) -> int:
        return self.ente_id


class SheetImport(models.Model):
    """A sheet that was read: what came of it, and each fault with its row and column."""

    kind = models.CharField(_("che cosa"), max_length=14, choices=SheetKind)
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=200)
    at = models.DateTimeField(_("quando"))
    added = models.PositiveIntegerField(_("nuove"))
    changed = models.PositiveIntegerField(_("aggiornate"))
    faults = models.JSONField(_("errori"), default=list)

    class Meta:
        verbose_name = _("Importazione")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["ente", "-at"], name="sua_import_by_ente"),)

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("sua:import", args=[self.pk])
