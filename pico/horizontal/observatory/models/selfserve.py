"""What persons keep of the self-service: views, letters, thresholds."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.models import Shared

from ..rules.indicators.every import INDICATORS
from ..terms.crossing import Cadence, Side


class SavedView(Shared):
    """«Le mie viste»: a choice of the self-service with a name; `query` is its address, in order."""

    title = models.CharField(_("nome"), max_length=120)
    query = models.CharField(_("scelte"), max_length=2000)

    class Meta(Shared.Meta):
        verbose_name = _("Vista salvata")
        verbose_name_plural = _("Viste salvate")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("observatory:view", args=[self.pk])


class ViewLetter(models.Model):
    """A view sent by e-mail to one person; `last_turn_on` is the day of the turn that was sent."""

    view = models.ForeignKey(SavedView, on_delete=models.CASCADE, related_name="letters")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    cadence = models.CharField(_("quando"), max_length=7, choices=Cadence)
    last_turn_on = models.DateField(_("ultima spedizione"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        verbose_name = _("Lettera di una vista")
        verbose_name_plural = _("Lettere delle viste")
        constraints = (
            models.UniqueConstraint(
                fields=["view", "person"], name="one_letter_per_view_and_person"
            ),
        )
        indexes = (models.Index(fields=["cadence", "last_turn_on"], name="letter_by_turn"),)

    def __str__(self) -> str:
        return self.get_cadence_display()


class Threshold(models.Model):
    """«Avvisami se…»: an indicator with its filters, and the value that is told when it is crossed.

    `is_beyond` is where the value stood when it was last known: the notice goes out when it becomes
    true, and again only after it was false. `query` holds filters alone.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(_("indicatore"), max_length=40)
    query = models.CharField(_("filtri"), max_length=2000, blank=True)
    side = models.CharField(_("quando"), max_length=5, choices=Side)
    value = models.DecimalField(_("soglia"), max_digits=18, decimal_places=2)
    is_beyond = models.BooleanField(default=False)
    last_value = models.DecimalField(
        _("ultimo valore"), max_digits=18, decimal_places=2, null=True, blank=True
    )
    created_at = models.DateTimeField(_("creato il"))
    checked_at = models.DateTimeField(_("controllato il"), null=True, blank=True)
    told_at = models.DateTimeField(_("avvisato il"), null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("Avviso su una soglia")
        verbose_name_plural = _("Avvisi sulle soglie")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "indicator", "query", "side", "value"],
                name="one_threshold_of_a_kind",
            ),
        )
        indexes = (
            models.Index(fields=["person", "-created_at", "-id"], name="threshold_by_person"),
        )

    def __str__(self) -> str:
        one = INDICATORS.get(self.indicator)
        return str(one.label) if one else self.indicator

    def get_absolute_url(self) -> str:
        return reverse("observatory:thresholds")
