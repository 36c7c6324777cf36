"""Who read what: unread marks, the log of readings by operators, the half-written request."""

from django.conf import settings
from django.db import models

from .tickets import Ticket


class ReadMark(models.Model):
    """When a person last opened a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="marks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "ticket"], name="one_mark_per_ticket"),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.ticket_id}"


class Reading(models.Model):
    """That an operator opened somebody's ticket on a day (domain facts, section 10)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    first_at = models.DateTimeField()

    class Meta:
        ordering = ("-first_at",)
        constraints = (
            models.UniqueConstraint(fields=["ticket", "person", "on"], name="one_reading_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.person_id} {self.on}"


class RequestDraft(models.Model):
    """What a person has written of a request that is not sent yet; `data["files"]` are stored files."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField(db_index=True)
    warned_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person_id}"
