"""Reports of what was written or shared, and what was done to their authors."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.scopes import Level, level_of

from ..terms import REPORT_MEANING, Measure, ReportReason, ReportState
from .blog import Article, Comment
from .documents import Document
from .forum import Post
from .practices import Practice

KIND_LABELS = {
    "post": _("Intervento"),
    "comment": _("Commento"),
    "article": _("Articolo"),
    "practice": _("Buona pratica"),
    "document": _("Documento"),
}
TARGETS = tuple(KIND_LABELS)


def _exactly_one() -> models.Q:
    """One of the targets is said, and one only."""
    found = models.Q()
    for said in TARGETS:
        found |= models.Q(**{f"{name}__isnull": name != said for name in TARGETS})
    return found


def _once(target: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(
        fields=[target, "reporter"],
        name=f"one_open_report_per_{target}",
        condition=models.Q(state__in=("NEW", "IN_REVIEW")),
    )


class Report(models.Model):
    """Somebody says that something should not stand as it is; it is told how it ended."""

    post = models.ForeignKey(Post, null=True, on_delete=models.CASCADE, related_name="reports")
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    article = models.ForeignKey(
        Article, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    practice = models.ForeignKey(
        Practice, null=True, on_delete=models.CASCADE, related_name="reports"
    )
    document = models.ForeignKey(
        Document, null=True, on_delete=models.CASCADE, related_name="reports"
    )
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
            models.CheckConstraint(name="a_report_is_of_one_thing", condition=_exactly_one()),
            *(_once(target) for target in TARGETS),
        )
        indexes = (models.Index(fields=["state", "-created_at"], name="report_by_state"),)

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.title}"

    @property
    def meaning(self) -> str:
        return REPORT_MEANING[ReportState(self.state)]

    @property
    def kind(self) -> str:
        """Which of `TARGETS` it is about."""
        return next(name for name in TARGETS if getattr(self, f"{name}_id"))

    def get_kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])

    @property
    def target(self) -> models.Model:
        return getattr(self, self.kind)

    @property
    def whole(self) -> models.Model:
        """What carries owner and level: the thing itself, or where it stands."""
        if self.post_id:
            return self.post.discussion
        return self.comment.article if self.comment_id else self.target

    @property
    def title(self) -> str:
        return str(self.whole)

    @property
    def author(self) -> models.Model:
        return self.document.file.author if self.document_id else self.target.author

    @property
    def ente(self) -> models.Model:
        """For which ente the author wrote."""
        if self.document_id:
            return self.document.file.owner
        return self.target.ente if self.kind in ("post", "comment") else self.target.owner

    @property
    def ente_of_owner(self) -> models.Model:
        """The ente that answers for it."""
        return self.document.file.owner if self.document_id else self.whole.owner

    @property
    def written_at(self):
        return self.document.file.changed_at if self.document_id else self.target.created_at

    @property
    def url(self) -> str:
        if self.comment_id:
            return f"{self.comment.article.get_absolute_url()}#commento-{self.comment_id}"
        return self.target.get_absolute_url()

    @property
    def is_reserved(self) -> bool:
        """Its readers may not be among the administrators of its ente."""
        return level_of(self.whole.scope) in (Level.NETWORK, Level.GROUP)


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
