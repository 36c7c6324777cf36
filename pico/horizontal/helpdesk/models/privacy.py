"""What was reported because it holds somebody's personal data: kept apart until it is read again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..terms import Outcome, Piece
from .access import AccessFile
from .tickets import Message, Ticket, TicketFile


class PersonalDataReport(models.Model):
    """«Segnala dati personali»: a piece of a ticket in quarantine.

    The words and the file are moved here, so that no page, mail, export or index finds them where
    they stood: `kept_text`, `kept_subject`, `kept_file`. `copies` are the messages of duplicates that
    repeat a solution. Settled, the row says what was decided, and holds nothing any more.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="privacy_reports")
    piece = models.CharField(_("che cosa"), max_length=8, choices=Piece)
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(TicketFile, null=True, on_delete=models.CASCADE, related_name="+")
    access_file = models.ForeignKey(
        AccessFile, null=True, on_delete=models.CASCADE, related_name="+"
    )
    reason = models.CharField(_("perché"), max_length=500)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("segnalato da"),
    )  # fmt: skip
    reporter_name = models.CharField(max_length=160)
    reported_at = models.DateTimeField(_("segnalato il"))
    kept_subject = models.CharField(max_length=150, blank=True)
    kept_text = models.TextField(blank=True)
    kept_file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    copies = models.JSONField(default=list, blank=True)
    outcome = models.CharField(_("esito"), max_length=8, choices=Outcome, default=Outcome.OPEN)
    outcome_words = models.CharField(_("motivo dell'esito"), max_length=500, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("deciso da"),
    )  # fmt: skip
    settled_at = models.DateTimeField(_("deciso il"), null=True)

    class Meta:
        ordering = ("-reported_at", "-pk")
        verbose_name = _("Segnalazione di dati personali")
        verbose_name_plural = _("Segnalazioni di dati personali")
        constraints = (
            models.UniqueConstraint(
                fields=["ticket"],
                condition=Q(piece=Piece.REQUEST, outcome=Outcome.OPEN),
                name="one_open_report_per_request",
            ),
            models.UniqueConstraint(
                fields=["message"], condition=Q(outcome=Outcome.OPEN), name="one_open_report_per_message"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["outcome", "-reported_at"], name="report_by_outcome"),)

    def __str__(self) -> str:
        return f"{self.ticket.number}: {self.get_piece_display()}"

    @property
    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:report-of", args=[self.pk])
