"""«Agenda digitale territoriale»: the register of indices and the goals of the Provinces."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..terms.agenda import Call, IndexLevel, Periodicity


class DigitalIndex(models.Model):
    """An index or a set of statistics of somebody else: who makes it, what it speaks of, where it is."""

    name = models.CharField(_("nome"), max_length=160, unique=True)
    holder = models.CharField(_("titolare"), max_length=160)
    level = models.CharField(_("livello"), max_length=8, choices=IndexLevel)
    dimensions = models.TextField(_("dimensioni"), max_length=1000, blank=True)
    last_year = models.PositiveSmallIntegerField(_("ultimo anno"), null=True, blank=True)
    periodicity = models.CharField(_("periodicità"), max_length=9, choices=Periodicity)
    url = models.URLField(_("indirizzo"), max_length=300)
    licence = models.CharField(_("licenza"), max_length=80, blank=True)
    note = models.TextField(_("note per il confronto"), max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField(_("tolto il"), null=True, blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name = _("Indice")
        verbose_name_plural = _("Indici")
        indexes = (
            models.Index(
                fields=["name"],
                name="index_in_use_by_name",
                condition=models.Q(withdrawn_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("observatory:indices")


class DigitalGoal(models.Model):
    """How many of its Comuni a Province wants to see through a measure, by when (percent)."""

    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    call = models.CharField(_("misura"), max_length=16, choices=Call)
    target = models.PositiveSmallIntegerField(_("traguardo, % dei Comuni"))
    due_on = models.DateField(_("entro il"))
    note = models.CharField(_("come"), max_length=300, blank=True)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(_("fissato il"))

    class Meta:
        ordering = ("ente", "call")
        verbose_name = _("Obiettivo digitale")
        verbose_name_plural = _("Obiettivi digitali")
        constraints = (
            models.UniqueConstraint(fields=["ente", "call"], name="one_goal_per_ente_and_call"),
            models.CheckConstraint(
                condition=models.Q(target__gte=1, target__lte=100), name="goal_is_a_percentage"
            ),
        )

    def __str__(self) -> str:
        return self.get_call_display()

    def get_absolute_url(self) -> str:
        return reverse("observatory:agenda")
