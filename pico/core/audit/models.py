"""The trail: one line per change, append-only, chained by hash per object, and what anchors the chains."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditLine(models.Model):
    """Who did what, for which ente, when, in a plain Italian sentence.

    No foreign keys on purpose: a line must stay readable when what it speaks of is gone. The database
    refuses to change or delete a line (triggers in the migrations).
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
    # Told only beside the object, to who may open it; never in the register of administrators.
    is_reserved = models.BooleanField(_("riservata"), default=False)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("Riga di storia")
        verbose_name_plural = _("Righe di storia")
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


class AuditHead(models.Model):
    """The last line of an object's chain: without it, cutting the end would leave no trace.

    It is also what concurrent writers of one object wait for.
    """

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], name="one_head_per_chain"
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject_type} {self.subject_id}: {self.position}"


class AuditSeal(models.Model):
    """A day's seal over every line up to `last_id`: who cuts a chain would have to forge it, too.

    Lines newer than the seal before last are left to the next one: their numbers may still be on
    their way in a transaction. Append-only, chained to the seal before.
    """

    at = models.DateTimeField(_("quando"))
    last_id = models.BigIntegerField()
    seen_id = models.BigIntegerField()
    lines = models.PositiveBigIntegerField(_("righe"))
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.hash[:12]}"
