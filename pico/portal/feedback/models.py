"""What readers think of a page and how often it is opened: never who."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .terms import BEST, LONGEST_COMMENT, Reason


class Rating(models.Model):
    """What somebody said of a page, on that day. Nothing tells who, and two may be of one person."""

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("pagina"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    path = models.CharField(_("indirizzo"), max_length=500)
    score = models.PositiveSmallIntegerField(
        _("voto"), validators=[MinValueValidator(1), MaxValueValidator(BEST)]
    )
    reason = models.CharField(_("motivo"), max_length=14, choices=Reason, blank=True)
    comment = models.CharField(_("dettagli"), max_length=LONGEST_COMMENT, blank=True)
    rated_on = models.DateField(_("giorno"))

    class Meta:
        ordering = ("-rated_on", "-pk")
        verbose_name = _("Giudizio")
        verbose_name_plural = _("Giudizi")
        constraints = (
            models.CheckConstraint(
                name="score_from_1_to_5", condition=models.Q(score__gte=1, score__lte=BEST)
            ),
        )
        indexes = (models.Index(fields=["space", "-rated_on"], name="rating_by_day"),)

    def __str__(self) -> str:
        return f"{self.score}/{BEST} · {self.path}"


class Visits(models.Model):
    """How many times a page was opened on a site in a day."""

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="+")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("giorno"))
    number = models.PositiveIntegerField(_("visite"))

    class Meta:
        verbose_name = _("Visite")
        verbose_name_plural = _("Visite")
        constraints = (
            models.UniqueConstraint(fields=["space", "day", "page"], name="one_count_a_day"),
        )
        indexes = (models.Index(fields=["page", "day"], name="visits_by_page"),)

    def __str__(self) -> str:
        return f"{self.page_id}: {self.number} · {self.day}"
