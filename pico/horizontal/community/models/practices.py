"""Cards of best practices, and who took them up."""

from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.access.models import Shared, SharedQuerySet
from pico.core.people.terms import Area

from ..terms import PRACTICE_MEANING, PRACTICE_SHOWN, PracticeState, Transferability


class PracticeQuerySet(SharedQuerySet):
    def visible_to(self, actor: Actor) -> Self:
        return super().visible_to(actor).filter(state__in=PRACTICE_SHOWN)


class Practice(Shared):
    """What an ente did that others may do too: problem, solution, cost, time, results.

    Valid until `valid_until`: then it is to be confirmed by its ente, and the card says so.
    """

    title = models.CharField(_("titolo"), max_length=160)
    area = models.CharField(_("ambito"), max_length=13, choices=Area, default=Area.OTHER)
    problem = models.TextField(_("il problema"), max_length=4000)
    solution = models.TextField(_("la soluzione"))
    results = models.TextField(_("i risultati"), max_length=4000)
    actors = models.TextField(_("chi ha partecipato"), blank=True, max_length=1000)
    tools = models.TextField(_("strumenti"), blank=True, max_length=1000)
    months = models.PositiveSmallIntegerField(
        _("tempo (mesi)"), validators=[MinValueValidator(1), MaxValueValidator(240)]
    )
    cost = models.DecimalField(
        _("costo"), max_digits=14, decimal_places=2, null=True, blank=True,
        validators=[MinValueValidator(0)],
    )  # fmt: skip
    transferability = models.CharField(
        _("trasferibilità"),
        max_length=6,
        choices=Transferability,
        default=Transferability.MEDIUM,
    )
    conditions = models.TextField(_("a quali condizioni"), blank=True, max_length=1000)
    year = models.PositiveSmallIntegerField(
        _("anno"), validators=[MinValueValidator(1990), MaxValueValidator(2100)]
    )
    contact = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("contatto"),
    )  # fmt: skip
    state = models.CharField(
        _("stato"), max_length=9, choices=PracticeState, default=PracticeState.DRAFT
    )
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    published_at = models.DateTimeField(null=True, editable=False)
    valid_until = models.DateField(_("valida fino al"), null=True, editable=False)
    adoption_count = models.PositiveIntegerField(default=0, editable=False)

    objects = PracticeQuerySet.as_manager()

    class Meta(Shared.Meta):
        verbose_name = _("Buona pratica")
        verbose_name_plural = _("Buone pratiche")
        indexes = (
            *Shared.Meta.indexes,
            models.Index(fields=["state", "valid_until"], name="practice_by_validity"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:practice", args=[self.pk])

    @property
    def meaning(self) -> str:
        return PRACTICE_MEANING[PracticeState(self.state)]


class Adoption(models.Model):
    """An ente took a practice up, in a year, and may say how it went."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="adoptions")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(_("che cosa avete cambiato"), blank=True, max_length=1000)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Adozione")
        verbose_name_plural = _("Adozioni")
        constraints = (
            models.UniqueConstraint(fields=["practice", "ente"], name="one_adoption_per_ente"),
        )

    def __str__(self) -> str:
        return f"{self.ente} → {self.practice}"


class PracticeFile(models.Model):
    """An act or a model attached to a card."""

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.file)
