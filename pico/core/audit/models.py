"""The trail: one line per change, append-only, chained by hash per object."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditLine(models.Model):
    """Who did what, for which ente, when, in a plain Italian sentence.

    No foreign keys on purpose: a line must stay readable when what it speaks of is gone.
    """

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    position = models.PositiveIntegerField(_("posizione"))
    at = models.DateTimeField(_("quando"))
    event = models.CharField(_("evento"), max_length=80)
    sentence = models.TextField(_("che cosa"))
    person_id = models.BigIntegerField(null=True)
    person_name = models.CharField(_("chi"), max_length=200)
    ente_id = models.BigIntegerField(null=True)
    ente_name = models.CharField(_("per"), max_length=250, blank=True)
    data = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("subject_type", "subject_id", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "position"],
                name="one_line_per_position",
            ),
        )
        indexes = (
            models.Index(fields=["person_id", "-at"], name="audit_by_person"),
            models.Index(fields=["ente_id", "-at"], name="audit_by_ente"),
            models.Index(fields=["-at"], name="audit_by_date"),
        )

    def __str__(self) -> str:
        return self.sentence
