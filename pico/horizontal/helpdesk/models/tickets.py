"""Tickets («richieste»), what is said in them, who held them."""

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.engines.workflow.models import Flowing

from ..terms import (
    FINISHED,
    OPEN,
    PRIORITY_MEANING,
    PRIORITY_RANK,
    STATE_MEANING,
    SUBJECT_LENGTH,
    WAITING,
    Channel,
    Family,
    Hidden,
    Impact,
    MessageKind,
    Priority,
    Special,
    TicketState,
    Topic,
    Visibility,
    Voice,
)
from .categories import Category
from .queues import Queue

# Without values of its own: SQLite reads an index of some rows only for words that say the same.
NOT_OVER = models.Q(closed_at__isnull=True, solved_at__isnull=True)
IS_OPEN = models.Q(state__in=OPEN) & NOT_OVER


def new_key() -> str:
    """Return what stands in the address of a ticket: 96 bits that nobody guesses."""
    return secrets.token_urlsafe(12)


def hidden_field() -> models.CharField:
    """Why what stood here is not shown: reported for personal data, or taken away after that."""
    return models.CharField(
        max_length=11, choices=Hidden, default=Hidden.NO, blank=True, editable=False
    )


class Series(models.Model):
    """How many numbers were given in a year."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Ticket(Flowing):
    """A request for help: one number, one thread, whatever desks it passes.

    `asker` and `ente` are empty for who wrote without an account (`asker_name`, `asker_email`).
    `province` is the Province whose services it is about: of the linked object, else of the ente.
    """

    flow_key = "helpdesk.ticket"

    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    number = models.CharField(_("numero"), max_length=16, unique=True, editable=False)
    family = models.CharField(_("famiglia"), max_length=8, choices=Family)
    topic = models.CharField(_("modulo"), max_length=9, choices=Topic)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="tickets", verbose_name=_("categoria")
    )
    tags = models.JSONField(_("etichette"), default=list, blank=True)

    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="helpdesk_tickets",
        verbose_name=_("richiedente"),
    )
    asker_name = models.CharField(_("nome"), max_length=160, blank=True)
    asker_email = models.EmailField(_("e-mail"), blank=True)
    ente = models.ForeignKey(
        "enti.Ente",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("ente richiedente"),
    )
    ente_words = models.CharField(_("ente non in elenco"), max_length=250, blank=True)
    office = models.CharField(_("ufficio"), max_length=160, blank=True)
    space = models.ForeignKey(
        "enti.Space", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("sito")
    )
    province = models.ForeignKey(
        "enti.Ente",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Provincia di riferimento"),
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("aperta per conto da"),
    )
    visibility = models.CharField(
        _("chi la vede del mio ente"),
        max_length=6,
        choices=Visibility,
        default=Visibility.PERSON,
    )
    cc = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("in copia")
    )

    subject = models.CharField(_("oggetto"), max_length=SUBJECT_LENGTH)
    description = models.TextField(_("descrizione"))
    hidden = hidden_field()
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=40, blank=True)
    object_title = models.CharField(_("aperta da"), max_length=250, blank=True)
    object_url = models.CharField(max_length=500, blank=True)
    context = models.JSONField(_("contesto tecnico"), default=dict, blank=True)
    channel = models.CharField(_("canale"), max_length=11, choices=Channel, default=Channel.WEB)

    impact = models.CharField(_("impatto"), max_length=8, choices=Impact)
    needed_on = models.DateField(_("serve entro il"), null=True, blank=True)
    priority = models.CharField(_("priorità"), max_length=8, choices=Priority)
    priority_rank = models.PositiveSmallIntegerField(editable=False)
    priority_reason = models.CharField(_("motivo della priorità"), max_length=250, blank=True)

    queue = models.ForeignKey(
        Queue, on_delete=models.PROTECT, related_name="tickets", verbose_name=_("coda")
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("assegnatario"),
    )
    state = models.CharField(
        _("stato"), max_length=40, choices=TicketState, default=TicketState.NEW
    )
    waits_for = models.CharField(_("in attesa di"), max_length=160, blank=True)
    reason = models.TextField(_("motivo"), blank=True)
    solution = models.TextField(_("soluzione"), blank=True)

    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children",
        verbose_name=_("richiesta principale"),
    )  # fmt: skip
    duplicate_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="duplicates",
        verbose_name=_("duplicato di"),
    )  # fmt: skip
    related = models.ManyToManyField("self", blank=True, verbose_name=_("collegate"))

    opened_at = models.DateTimeField(_("aperta il"), default=timezone.now)
    last_at = models.DateTimeField(_("ultimo aggiornamento"), default=timezone.now)
    taken_at = models.DateTimeField(_("presa in carico il"), null=True, editable=False)
    first_reply_at = models.DateTimeField(_("prima risposta"), null=True, editable=False)
    solved_at = models.DateTimeField(_("risolta il"), null=True, editable=False)
    closed_at = models.DateTimeField(_("chiusa il"), null=True, editable=False)
    nudged_at = models.DateTimeField(_("sollecitata il"), null=True, editable=False)
    first_reply_due_at = models.DateTimeField(_("prima risposta entro"), null=True, editable=False)
    solution_due_at = models.DateTimeField(_("soluzione entro"), null=True, editable=False)
    reopened_count = models.PositiveSmallIntegerField(default=0, editable=False)
    escalated_count = models.PositiveSmallIntegerField(default=0, editable=False)
    message_count = models.PositiveIntegerField(default=0, editable=False)
    file_count = models.PositiveSmallIntegerField(default=0, editable=False)

    satisfaction = models.PositiveSmallIntegerField(_("soddisfazione"), null=True, editable=False)
    satisfaction_words = models.TextField(_("commento"), blank=True)
    rated_at = models.DateTimeField(null=True, editable=False)
    anonymised_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ("-last_at", "-pk")
        verbose_name = _("Richiesta")
        verbose_name_plural = _("Richieste")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(satisfaction=None) | models.Q(satisfaction__range=(1, 5)),
                name="satisfaction_one_to_five",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=OPEN) | NOT_OVER, name="what_is_open_has_not_ended"
            ),
        )
        indexes = (
            # What an operator opens all day: his queues, most urgent first, open ones only.
            models.Index(
                fields=["queue", "priority_rank", "opened_at", "id"],
                name="ticket_open_by_queue",
                condition=NOT_OVER,
            ),
            models.Index(
                fields=["queue", "solution_due_at", "id"],
                name="ticket_open_by_due",
                condition=NOT_OVER,
            ),
            models.Index(
                fields=["assignee", "priority_rank", "opened_at"],
                name="ticket_open_by_assignee",
                condition=NOT_OVER,
            ),
            models.Index(fields=["queue", "-last_at", "-id"], name="ticket_by_queue"),
            models.Index(fields=["asker", "-last_at", "-id"], name="ticket_by_asker"),
            models.Index(fields=["ente", "-last_at", "-id"], name="ticket_by_ente"),
            models.Index(fields=["ente", "visibility", "office"], name="ticket_by_sharing"),
            models.Index(fields=["-last_at", "-id"], name="ticket_by_last"),
            models.Index(fields=["object_type", "object_id"], name="ticket_by_object"),
            models.Index(fields=["state", "-last_at"], name="ticket_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("helpdesk:ticket", args=[self.key])

    def get_step_url(self, name: str) -> str:
        return reverse("helpdesk:step", args=[self.key, name])

    def set_priority(self, priority: str, reason: str = "") -> None:
        """Keep a priority together with its rank, which lists are ordered by."""
        self.priority, self.priority_reason = priority, reason
        self.priority_rank = PRIORITY_RANK[Priority(priority)]

    @property
    def asker_said(self) -> str:
        """The name of who asked, with or without an account."""
        return str(self.asker) if self.asker_id else self.asker_name

    @property
    def ente_said(self) -> str:
        return self.ente.name if self.ente_id else self.ente_words

    @property
    def meaning(self) -> str:
        return STATE_MEANING[TicketState(self.state)]

    @property
    def priority_meaning(self) -> str:
        return PRIORITY_MEANING[Priority(self.priority)]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def is_opinion(self) -> bool:
        """The answer is a «parere non vincolante»."""
        return self.category.special == Special.OPINION


class Message(models.Model):
    """What one side wrote to the other, or a note between operators («nota interna»)."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="messages")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=MessageKind, default=MessageKind.PUBLIC)
    voice = models.CharField(max_length=5, choices=Voice)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    author_name = models.CharField(max_length=160, blank=True)
    ente = models.ForeignKey("enti.Ente", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("testo"))
    created_at = models.DateTimeField(_("scritto il"), default=timezone.now)
    is_by_mail = models.BooleanField(_("per e-mail"), default=False)
    file_count = models.PositiveSmallIntegerField(default=0, editable=False)
    hidden = hidden_field()

    class Meta:
        ordering = ("number",)
        verbose_name = _("Messaggio")
        verbose_name_plural = _("Messaggi")
        constraints = (
            models.UniqueConstraint(fields=["ticket", "number"], name="one_message_per_number"),
        )

    def __str__(self) -> str:
        return f"{self.ticket.number} #{self.number}"

    @property
    def is_internal(self) -> bool:
        return self.kind == MessageKind.INTERNAL

    @property
    def author_said(self) -> str:
        return str(self.author) if self.author_id else self.author_name


class TicketFile(models.Model):
    """An attachment: of the request itself, or of one message; `file` is empty while it is hidden."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="files")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(
        "files.StoredFile", null=True, on_delete=models.PROTECT, related_name="+"
    )
    hidden = hidden_field()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.file) if self.file_id else self.get_hidden_display()


class Holding(models.Model):
    """An interval in which queue, assignee and state stayed the same: who held it, and for how long.

    The last one of a ticket has no end.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="holdings")
    queue = models.ForeignKey(Queue, on_delete=models.PROTECT, related_name="holdings")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=40, choices=TicketState)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("started_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["ticket"], condition=models.Q(ended_at=None), name="one_open_holding"
            ),
        )
        indexes = (
            models.Index(fields=["queue", "ticket"], name="holding_by_queue"),
            models.Index(fields=["ticket", "started_at"], name="holding_by_ticket"),
        )

    def __str__(self) -> str:
        return f"{self.ticket_id}: {self.queue} {self.started_at:%d/%m/%Y}"


class Happening(models.Model):
    """A line of the timeline in plain words, as the asker reads it; `is_internal` ones he does not."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="happenings")
    at = models.DateTimeField()
    step = models.CharField(max_length=30)
    words = models.TextField()
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    is_internal = models.BooleanField(default=False)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=["ticket", "at"], name="happening_by_ticket"),)

    def __str__(self) -> str:
        return self.words
