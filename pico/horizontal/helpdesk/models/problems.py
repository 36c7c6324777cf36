"""Known problems and planned maintenance: what everybody must know."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..terms import (
    PROBLEM_TEXT,
    PROBLEM_TITLE,
    OutsideService,
    ProblemKind,
    Severity,
    Topic,
)
from .tickets import Ticket


class KnownProblem(models.Model):
    """A problem that many have, or a work that was planned; public, on one site or on all.

    `ends_at` is foreseen; the problem is over when `solved_at` is there.
    """

    kind = models.CharField(
        _("tipo"), max_length=11, choices=ProblemKind, default=ProblemKind.PROBLEM
    )
    title = models.CharField(_("titolo"), max_length=PROBLEM_TITLE)
    text = models.TextField(_("testo"), max_length=PROBLEM_TEXT)
    starts_at = models.DateTimeField(_("dal"))
    ends_at = models.DateTimeField(_("al"), null=True, blank=True)
    topics = models.JSONField(_("moduli"), default=list, blank=True)
    severity = models.CharField(
        _("gravità"), max_length=6, choices=Severity, default=Severity.MEDIUM
    )
    outside_service = models.CharField(
        _("servizio esterno"), max_length=7, choices=OutsideService, blank=True
    )
    space = models.ForeignKey(
        "enti.Space", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("sito"),
    )  # fmt: skip
    owner = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    solved_at = models.DateTimeField(_("risolto il"), null=True, editable=False)
    solution = models.TextField(_("come si è risolto"), blank=True, max_length=PROBLEM_TEXT)
    joined_count = models.PositiveIntegerField(_("anche io"), default=0, editable=False)

    class Meta:
        ordering = ("-starts_at", "-pk")
        verbose_name = _("Problema noto")
        verbose_name_plural = _("Problemi noti")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=models.F("starts_at")),
                name="problem_ends_after_it_starts",
            ),
        )
        indexes = (
            models.Index(
                fields=["starts_at"], name="problem_open_by_start", condition=Q(solved_at=None)
            ),
            models.Index(fields=["-solved_at"], name="problem_by_solution"),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:problem", args=[self.pk])

    @property
    def topic_labels(self) -> str:
        return ", ".join(str(Topic(one).label) for one in self.topics)

    def meaning(self, now) -> str:
        if self.solved_at:
            return "done"
        if self.starts_at > now:
            return "draft"
        return "refused" if self.severity == Severity.HIGH else "waiting"

    def is_over(self, now) -> bool:
        """Solved, or a planned work whose time has passed."""
        if self.solved_at:
            return True
        is_planned = self.kind == ProblemKind.MAINTENANCE
        return is_planned and self.ends_at is not None and self.ends_at <= now


class ProblemJoin(models.Model):
    """«Anche io»: a person has this problem too, maybe with a ticket of his own."""

    problem = models.ForeignKey(KnownProblem, on_delete=models.CASCADE, related_name="joins")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    ticket = models.ForeignKey(
        Ticket, null=True, on_delete=models.SET_NULL, related_name="known_problems"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["problem", "person"], name="one_join_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.problem_id}: {self.person_id}"
