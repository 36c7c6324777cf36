"""Reports of posts, and what was done to their authors."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..terms import REPORT_MEANING, Measure, ReportReason, ReportState
from .forum import Post


class Report(models.Model):
    """Somebody says that a post should not stand as it is; it is told how it ended."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("motivo"), max_length=13, choices=ReportReason)
    note = models.TextField(_("che cosa non va"), blank=True, max_length=1000)
    state = models.CharField(_("stato"), max_length=9, choices=ReportState, default=ReportState.NEW)
    outcome = models.TextField(_("esito motivato"), blank=True, max_length=1000)
    created_at = models.DateTimeField(_("segnalato il"), default=timezone.now)
    decided_at = models.DateTimeField(_("deciso il"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("-created_at", "-pk")
        verbose_name = _("Segnalazione")
        verbose_name_plural = _("Segnalazioni")
        constraints = (
            models.UniqueConstraint(
                fields=["post", "reporter"],
                name="one_open_report_per_person",
                condition=models.Q(state__in=("NEW", "IN_REVIEW")),
            ),
        )
        indexes = (models.Index(fields=["state", "-created_at"], name="report_by_state"),)

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.post}"

    @property
    def meaning(self) -> str:
        return REPORT_MEANING[ReportState(self.state)]


class Sanction(models.Model):
    """A warning, or some days without writing in what an ente runs (UPI: everywhere)."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanctions"
    )
    owner = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    measure = models.CharField(_("provvedimento"), max_length=8, choices=Measure)
    reason = models.TextField(_("motivo"), max_length=1000)
    post = models.ForeignKey(Post, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(_("fino al"), null=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Provvedimento")
        verbose_name_plural = _("Provvedimenti")
        indexes = (models.Index(fields=["person", "until"], name="sanction_by_person"),)

    def __str__(self) -> str:
        return f"{self.get_measure_display()}: {self.person}"
