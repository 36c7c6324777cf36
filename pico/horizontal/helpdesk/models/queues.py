"""Queues («code»), and who works in them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..terms import Distribution, Level, QueueRole, Topic


class Queue(models.Model):
    """A desk that takes tickets; `owner` answers for it, `topic` is empty where it takes all.

    `key` is stable and is what rules name: `access`, `platform`, `experts:SUA`, `province:12:SUA`.
    """

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(_("nome"), max_length=120)
    description = models.CharField(_("di cosa si occupa"), max_length=250, blank=True)
    owner = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("ente")
    )
    level = models.CharField(_("livello"), max_length=8, choices=Level, default=Level.FIRST)
    topic = models.CharField(_("modulo"), max_length=9, choices=Topic, blank=True)
    distribution = models.CharField(
        _("distribuzione"), max_length=12, choices=Distribution, default=Distribution.MANUAL
    )
    calendar_key = models.CharField(_("calendario"), max_length=60, blank=True)
    next_queue = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("livello superiore"),
    )
    is_fallback = models.BooleanField(
        _("raccoglie ciò che nessuna regola indirizza"), default=False
    )
    is_active = models.BooleanField(_("attiva"), default=True)
    members = models.ManyToManyField(
        "people.Membership", through="QueueMember", related_name="+", verbose_name=_("operatori")
    )

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("Coda")
        verbose_name_plural = _("Code")
        constraints = (
            models.UniqueConstraint(
                fields=["is_fallback"], condition=models.Q(is_fallback=True), name="one_fallback"
            ),
        )
        indexes = (models.Index(fields=["owner", "topic"], name="queue_by_owner"),)

    def __str__(self) -> str:
        return self.name


class QueueMember(models.Model):
    """An operator of a queue: a place in an ente, so that who leaves the ente leaves the queue."""

    queue = models.ForeignKey(Queue, on_delete=models.CASCADE, related_name="places")
    membership = models.ForeignKey(
        "people.Membership", on_delete=models.CASCADE, related_name="helpdesk_places"
    )
    role = models.CharField(_("ruolo"), max_length=8, choices=QueueRole, default=QueueRole.OPERATOR)
    since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ("queue", "pk")
        constraints = (
            models.UniqueConstraint(fields=["queue", "membership"], name="one_place_in_queue"),
        )

    def __str__(self) -> str:
        return f"{self.queue}: {self.membership}"


class CannedReply(models.Model):
    """«Risposta predefinita»: words with variables, and the step that follows (a macro).

    Of one queue, or of every queue of its owner. `next_step` is the name of a step of the workflow.
    """

    owner = models.ForeignKey("enti.Ente", on_delete=models.CASCADE, related_name="+")
    queue = models.ForeignKey(
        Queue,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="canned_replies",
        verbose_name=_("coda"),
    )
    title = models.CharField(_("titolo"), max_length=120)
    text = models.TextField(_("testo"))
    next_step = models.CharField(_("passo che segue"), max_length=30, blank=True)
    used_count = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ("title", "pk")
        verbose_name = _("Risposta predefinita")
        verbose_name_plural = _("Risposte predefinite")
        indexes = (models.Index(fields=["owner", "queue"], name="canned_by_owner"),)

    def __str__(self) -> str:
        return self.title
