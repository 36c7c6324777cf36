"""Within how long help is promised, to whom; what was kept of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.engines.deadlines.models import DeskCalendar

from ..terms import Priority
from .queues import Queue
from .tickets import Holding, Ticket


class ServiceLevel(models.Model):
    """Targets per priority: those of everybody, or of an agreement between two enti.

    `owner` gives the help, `ente` asks for it; both are empty for the targets of everybody, which
    alone carry the days of silence.
    """

    name = models.CharField(_("nome"), max_length=160)
    is_common = models.BooleanField(default=False, editable=False)
    owner = models.ForeignKey(
        "enti.Ente", null=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("chi dà assistenza"),
    )  # fmt: skip
    ente = models.ForeignKey(
        "enti.Ente", null=True, on_delete=models.CASCADE, related_name="+",
        verbose_name=_("ente convenzionato"),
    )  # fmt: skip
    starts_on = models.DateField(_("dal"), null=True, blank=True)
    ends_on = models.DateField(_("al"), null=True, blank=True)
    remind_after = models.PositiveSmallIntegerField(_("primo promemoria dopo"), default=3)
    remind_again_after = models.PositiveSmallIntegerField(_("secondo promemoria dopo"), default=7)
    close_after = models.PositiveSmallIntegerField(_("chiusura per mancata risposta"), default=10)
    silent_after = models.PositiveSmallIntegerField(_("chiusura dopo la soluzione"), default=5)
    draft_days = models.PositiveSmallIntegerField(
        _("bozze non inviate, cancellate dopo"), default=30
    )

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("Livello di servizio")
        verbose_name_plural = _("Livelli di servizio")
        constraints = (
            models.UniqueConstraint(
                fields=["is_common"], name="one_level_for_everybody",
                condition=models.Q(is_common=True),
            ),
            models.UniqueConstraint(fields=["owner", "ente"], name="one_level_per_agreement"),
            models.CheckConstraint(
                name="an_agreement_has_two_sides",
                condition=models.Q(is_common=True, owner__isnull=True, ente__isnull=True)
                | models.Q(is_common=False, owner__isnull=False, ente__isnull=False),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.name


class ServiceTarget(models.Model):
    """First reply and solution of a priority, in working minutes of the queue."""

    level = models.ForeignKey(ServiceLevel, on_delete=models.CASCADE, related_name="targets")
    priority = models.CharField(_("priorità"), max_length=8, choices=Priority)
    first_reply_minutes = models.PositiveIntegerField(_("prima risposta"))
    solution_minutes = models.PositiveIntegerField(_("soluzione"))

    class Meta:
        ordering = ("level", "pk")
        constraints = (
            models.UniqueConstraint(fields=["level", "priority"], name="one_target_per_priority"),
            models.CheckConstraint(
                name="a_reply_comes_before_the_solution",
                condition=models.Q(first_reply_minutes__gt=0)
                & models.Q(solution_minutes__gte=models.F("first_reply_minutes")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.level}: {self.get_priority_display()}"


class QueueHours(models.Model):
    """A queue with hours of its own; the others keep office hours and the saint of their ente."""

    queue = models.OneToOneField(Queue, on_delete=models.CASCADE, related_name="hours")
    desk = models.ForeignKey(DeskCalendar, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.queue}: {self.desk}"


class WaitReminder(models.Model):
    """The asker was reminded that the desk waits for him, after so many working days."""

    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="reminders")
    after = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["holding", "after"], name="one_reminder_per_wait"),
        )

    def __str__(self) -> str:
        return f"{self.holding_id} {self.after}"


class TicketMeasure(models.Model):
    """What is counted of a ticket that is over, in working minutes; it stays when names go."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, related_name="measure")
    first_reply_minutes = models.PositiveIntegerField(null=True)
    solution_minutes = models.PositiveIntegerField(null=True)
    waiting_minutes = models.PositiveIntegerField(default=0)
    total_minutes = models.PositiveIntegerField(default=0)
    is_reply_in_time = models.BooleanField(null=True)
    is_solution_in_time = models.BooleanField(null=True)
    is_first_contact = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["first_reply_minutes"], name="measure_by_reply"),
            models.Index(fields=["solution_minutes"], name="measure_by_solution"),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id}"
