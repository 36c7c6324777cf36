"""Rules that say where a ticket goes, what they said of each, turns and absences of operators."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..terms import AskerKind, Family, Priority, Special, Target
from .queues import Queue, QueueMember
from .tickets import Ticket


class Rule(models.Model):
    """One line of the ordered table: every condition that is not empty must hold; first match wins.

    `topics`, `ente_kinds` and `impacts` are lists of stored choices, any of which will do; `words` are
    divided by commas. `key` names those that come with the platform.
    """

    key = models.SlugField(max_length=40, null=True, unique=True, editable=False)
    position = models.PositiveSmallIntegerField(_("ordine"), db_index=True)
    name = models.CharField(_("nome"), max_length=120)
    why = models.CharField(_("perché c'è"), max_length=250, blank=True)
    is_active = models.BooleanField(_("attiva"), default=True)
    revision = models.PositiveIntegerField(default=0, editable=False)

    asker = models.CharField(_("chi chiede"), max_length=15, choices=AskerKind, blank=True)
    family = models.CharField(_("famiglia"), max_length=8, choices=Family, blank=True)
    topics = models.JSONField(_("moduli"), default=list, blank=True)
    categories = models.ManyToManyField(
        "helpdesk.Category", blank=True, related_name="+", verbose_name=_("categorie")
    )
    special = models.CharField(
        _("percorso particolare"), max_length=13, choices=Special, blank=True
    )
    provinces = models.ManyToManyField(
        "enti.Ente", blank=True, related_name="+", verbose_name=_("Province di riferimento")
    )
    region = models.ForeignKey(
        "enti.Region",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Regione"),
    )
    ente_kinds = models.JSONField(_("tipi di ente"), default=list, blank=True)
    impacts = models.JSONField(_("impatto"), default=list, blank=True)
    words = models.CharField(_("parole"), max_length=250, blank=True)

    target = models.CharField(_("dove va"), max_length=8, choices=Target, default=Target.QUEUE)
    queue = models.ForeignKey(
        Queue,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rules",
        verbose_name=_("coda"),
    )
    priority = models.CharField(_("priorità"), max_length=8, choices=Priority, blank=True)
    tags = models.JSONField(_("etichette"), default=list, blank=True)
    cc = models.ManyToManyField(
        "people.Membership", blank=True, related_name="+", verbose_name=_("in copia")
    )

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("Regola di instradamento")
        verbose_name_plural = _("Regole di instradamento")
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(target=Target.QUEUE) | models.Q(queue__isnull=False),
                name="a_precise_queue_is_named",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Routing(models.Model):
    """What the rules said of a ticket, in the words of that day; `rule` is None for the fallback."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="routings")
    at = models.DateTimeField(default=timezone.now)
    rule = models.ForeignKey(Rule, null=True, on_delete=models.SET_NULL, related_name="routings")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="+")
    steps = models.JSONField(default=list)
    is_fallback = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=["ticket", "at"], name="routing_by_ticket"),
            models.Index(
                fields=["-at"], name="routing_by_fallback", condition=models.Q(is_fallback=True)
            ),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id} → {self.queue_id}"


class Turn(models.Model):
    """When an operator of a queue last had his turn."""

    place = models.OneToOneField(QueueMember, on_delete=models.CASCADE, related_name="turn")
    given_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.place_id} {self.given_at}"


class Absence(models.Model):
    """Days in which an operator gets no tickets; in his turn his substitute does, where he works too."""

    membership = models.ForeignKey(
        "people.Membership", on_delete=models.CASCADE, related_name="helpdesk_absences"
    )
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(_("al"))
    substitute = models.ForeignKey(
        "people.Membership",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("sostituto"),
    )
    note = models.CharField(_("nota"), max_length=120, blank=True)

    class Meta:
        ordering = ("starts_on", "pk")
        verbose_name = _("Assenza")
        verbose_name_plural = _("Assenze")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="an_absence_ends_after_it_starts",
            ),
        )
        indexes = (models.Index(fields=["membership", "ends_on"], name="absence_by_membership"),)

    def __str__(self) -> str:
        return f"{self.membership}: {self.starts_on} – {self.ends_on}"
