"""Figures of the law, each with the days in which it is in force and the article that says so."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms.parameters import DECIMALS, ParameterGroup, ParameterUnit


class ParameterQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Keep what is in force on a day, none of it replaced."""
        last = models.Q(valid_to=None) | models.Q(valid_to__gte=on)
        return self.filter(last, valid_from__lte=on, replaced_at=None)


class Parameter(models.Model):
    """The value of a key from `valid_from` to `valid_to` (both days in force; no end while it lasts).

    `value` is JSON: amounts and percentages as text («140000.00»), counts as whole numbers, another
    key where the law refers to it, nothing where it sets no limit, a list of `from` and `value` for a
    table by bands. A row that was corrected keeps what it said: `replaced_at`.
    """

    key = models.CharField(_("chiave"), max_length=80)
    group = models.CharField(_("gruppo"), max_length=16, choices=ParameterGroup)
    label = models.CharField(_("che cosa"), max_length=250)
    unit = models.CharField(_("unità"), max_length=12, choices=ParameterUnit)
    value = models.JSONField(_("valore"), null=True)
    valid_from = models.DateField(_("in vigore dal"))
    valid_to = models.DateField(_("in vigore fino al"), null=True, blank=True)
    article = models.CharField(_("fonte"), max_length=250)
    url = models.URLField(_("dove si legge"), max_length=300, blank=True)
    note = models.CharField(_("nota"), max_length=400, blank=True)
    entered_at = models.DateTimeField(_("inserito il"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    replaced_at = models.DateTimeField(_("sostituito il"), null=True, editable=False)
    replaced_by = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="former", editable=False
    )

    objects = ParameterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Parametro di legge")
        verbose_name_plural = _("Parametri di legge")
        ordering = ("group", "key", "-valid_from", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["key", "valid_from"],
                name="one_parameter_from_a_day",
                condition=models.Q(replaced_at=None),
            ),
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="parameter_ends_after_it_begins",
            ),
        )
        indexes = (models.Index(fields=["key", "valid_from"], name="parameter_by_key"),)

    def __str__(self) -> str:
        return self.label

    @property
    def amount(self) -> Decimal | None:
        """The value as a number, where it is one."""
        if self.unit in DECIMALS and isinstance(self.value, str) and not self.refers_to:
            return Decimal(self.value)
        return None

    @property
    def refers_to(self) -> str:
        """The key whose value this one is: limits that follow the European threshold."""
        text = self.value if isinstance(self.value, str) else ""
        return text if text[:1].isalpha() else ""
