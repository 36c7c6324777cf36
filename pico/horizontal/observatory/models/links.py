"""What Provinces decide of the links between CUP and CIG; what the data say stands in the lake."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente
from pico.core.people.models import Person

from ..terms.links import UNDONE, VERDICT_MEANING, LinkVerdict


class LinkDecision(models.Model):
    """One pair of CUP and CIG on which somebody had a say; its history is in the trail.

    `told_by` are the sources that gave the pair when it was decided («ANAC PNC»), none for one that a
    person added: what comes back when the decision is undone.
    """

    cup = models.CharField("CUP", max_length=15)
    cig = models.CharField("CIG", max_length=10)
    ente = models.ForeignKey(
        Ente, on_delete=models.PROTECT, related_name="+", verbose_name=_("Provincia")
    )
    verdict = models.CharField(_("decisione"), max_length=9, choices=LinkVerdict, blank=True)
    reason = models.CharField(_("motivo"), max_length=300, blank=True)
    told_by = models.CharField(_("fonti"), max_length=40, blank=True)
    decided_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("deciso il"))
    # The marts know it: until then pages and lists correct what the marts say.
    is_counted = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("-decided_at", "-pk")
        verbose_name = _("Decisione su un collegamento")
        verbose_name_plural = _("Decisioni sui collegamenti")
        constraints = (
            models.UniqueConstraint(fields=["cup", "cig"], name="one_decision_per_link"),
        )
        indexes = (
            models.Index(fields=["cig"], name="link_decision_by_cig"),
            models.Index(fields=["ente", "-decided_at"], name="link_decision_by_ente"),
            models.Index(fields=["-decided_at", "-id"], name="link_decision_by_day"),
            models.Index(
                fields=["cup", "cig"],
                name="link_decision_to_count",
                condition=models.Q(is_counted=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.cup} – {self.cig}"

    def get_absolute_url(self) -> str:
        return reverse("observatory:link", args=[self.cup, self.cig])

    @property
    def is_live(self) -> bool:
        """Said, and not taken back."""
        return bool(self.verdict)

    def stands(self, sources: str) -> bool:
        """Whether the two are linked, where the marts say so by `sources` (without the Province's word).

        What was taken back leaves the data as they were, also before the marts are made anew.
        """
        if not self.is_live:
            return bool(sources or self.told_by)
        return self.verdict != LinkVerdict.REFUSED

    @property
    def label(self) -> str:
        return str(self.get_verdict_display() or UNDONE)

    @property
    def meaning(self) -> str:
        return VERDICT_MEANING[LinkVerdict(self.verdict)] if self.is_live else "suspended"
