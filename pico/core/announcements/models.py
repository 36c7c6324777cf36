"""What happened, written with the change itself, and to whom it must still be told."""

from django.db import models
from django.utils import timezone

from .terms import Outcome


class Announcement(models.Model):
    """What happened (`room.noun.verbed`), to which object, in whose name; `data` is plain JSON."""

    name = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    space_id = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True)
    ente_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["at"], name="announcement_by_date"),)

    def __str__(self) -> str:
        return f"{self.name} {self.subject_type} {self.subject_id}"


class Delivery(models.Model):
    """An announcement for one listener: heard in one transaction with what the listener does."""

    announcement = models.ForeignKey(
        Announcement, on_delete=models.CASCADE, related_name="deliveries"
    )
    listener = models.CharField(max_length=160)
    outcome = models.CharField(max_length=7, choices=Outcome, default=Outcome.WAITING)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["announcement", "listener"], name="one_delivery_per_listener"
            ),
        )
        indexes = (
            models.Index(
                fields=["announcement"],
                name="delivery_waiting",
                condition=models.Q(outcome="WAITING"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.announcement_id} → {self.listener}"
