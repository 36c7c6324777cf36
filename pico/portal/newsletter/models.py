"""Lists, subscribers with the proof of their consent, issues with their blocks, deliveries."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import topics
from .terms import (
    EDITABLE,
    MEANINGS,
    BlockKind,
    ConsentKind,
    DeliveryState,
    IssueState,
    SubscriberState,
)


class MailingList(models.Model):
    """A newsletter that a space sends: who writes, who answers, whether anybody may subscribe."""

    space = models.ForeignKey("enti.Space", on_delete=models.PROTECT, related_name="mailing_lists")
    name = models.CharField(_("nome"), max_length=120)
    description = models.CharField(_("descrizione"), max_length=255)
    sender_name = models.CharField(_("mittente"), max_length=80)
    reply_to = models.EmailField(_("indirizzo per le risposte"))
    signature = models.TextField(_("firma"), blank=True, max_length=1000)
    topics = models.JSONField(_("argomenti"), default=list, blank=True)
    is_open = models.BooleanField(_("iscrizione aperta a tutti"), default=True)
    closed_at = models.DateTimeField(_("chiusa il"), null=True, blank=True)
    created_at = models.DateTimeField(_("creata il"), default=timezone.now)

    class Meta:
        verbose_name = _("Lista")
        verbose_name_plural = _("Liste")
        ordering = ("name", "pk")
        constraints = (models.UniqueConstraint(fields=["space", "name"], name="one_list_per_name"),)

    def __str__(self) -> str:
        return self.name

    @property
    def topic_labels(self) -> list[str]:
        return topics.labels(self.topics)


class Subscriber(models.Model):
    """An address as one space knows it; no other space sees it."""

    space = models.ForeignKey("enti.Space", on_delete=models.PROTECT, related_name="subscribers")
    email = models.EmailField(_("e-mail"))
    first_name = models.CharField(_("nome"), max_length=80, blank=True)
    last_name = models.CharField(_("cognome"), max_length=80, blank=True)
    ente = models.ForeignKey(
        "enti.Ente",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ente"),
    )
    role = models.CharField(_("ruolo"), max_length=120, blank=True)
    language = models.CharField(_("lingua"), max_length=2, choices=settings.LANGUAGES, default="it")
    topics = models.JSONField(_("argomenti"), default=list, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        _("stato"), max_length=12, choices=SubscriberState, default=SubscriberState.PENDING
    )
    # Part of every link sent to this address: a new one makes the old links worthless.
    key = models.UUIDField(default=uuid4, unique=True)
    hard_bounces = models.PositiveSmallIntegerField(_("rimbalzi definitivi"), default=0)
    created_at = models.DateTimeField(_("dal"), default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Iscritto")
        verbose_name_plural = _("Iscritti")
        ordering = ("email",)
        constraints = (
            models.UniqueConstraint(fields=["space", "email"], name="one_subscriber_per_address"),
        )
        indexes = (
            models.Index(fields=["space", "state", "email"], name="subscriber_by_state"),
            models.Index(fields=["space", "-created_at"], name="subscriber_by_age"),
        )

    def __str__(self) -> str:
        return self.email

    @property
    def meaning(self) -> str:
        return MEANINGS[SubscriberState(self.state)]

    @property
    def topic_labels(self) -> list[str]:
        return topics.labels(self.topics)


class Subscription(models.Model):
    """One address on one list."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="subscriptions"
    )
    mailing_list = models.ForeignKey(
        MailingList, on_delete=models.CASCADE, related_name="subscriptions", verbose_name=_("lista")
    )
    state = models.CharField(
        _("stato"), max_length=12, choices=SubscriberState, default=SubscriberState.PENDING
    )
    asked_at = models.DateTimeField(_("chiesta il"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confermata il"), null=True, blank=True)
    left_at = models.DateTimeField(_("disiscritto il"), null=True, blank=True)
    left_after = models.ForeignKey(
        "newsletter.Issue", null=True, blank=True, on_delete=models.SET_NULL, related_name="leavers"
    )

    class Meta:
        ordering = ("mailing_list__name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["subscriber", "mailing_list"], name="one_subscription_per_list"
            ),
        )
        indexes = (
            models.Index(fields=["mailing_list", "state"], name="subscription_by_state"),
            models.Index(fields=["state", "asked_at"], name="subscription_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.subscriber} – {self.mailing_list}"

    @property
    def meaning(self) -> str:
        return MEANINGS[SubscriberState(self.state)]


class Consent(models.Model):
    """The proof (GDPR art. 7.1): what was said yes to, when, how; or that it was taken back."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("come"), max_length=12, choices=ConsentKind)
    lists = models.JSONField(_("liste"), default=list)
    text_version = models.CharField(_("versione del testo"), max_length=20)
    text = models.TextField(_("testo"))
    ip_hash = models.CharField(_("impronta dell'indirizzo IP"), max_length=64, blank=True)
    proof = models.CharField(_("prova"), max_length=500, blank=True)
    at = models.DateTimeField(_("quando"), default=timezone.now)

    class Meta:
        verbose_name = _("Consenso")
        verbose_name_plural = _("Consensi")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"


class Confirmation(models.Model):
    """A link of «Conferma l'iscrizione»: only its fingerprint is kept, it opens once."""

    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="confirmations"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.subscriber}"


class ListImport(models.Model):
    """A CSV of addresses that was taken in: with what proof, what was kept, what was not and why."""

    mailing_list = models.ForeignKey(MailingList, on_delete=models.CASCADE, related_name="imports")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(_("file"), max_length=200)
    proof = models.CharField(_("prova del consenso"), max_length=500)
    kept = models.PositiveIntegerField(_("accolti"), default=0)
    known = models.PositiveIntegerField(_("già presenti"), default=0)
    invited = models.PositiveIntegerField(_("invitati a confermare"), default=0)
    refused = models.JSONField(_("scartati"), default=list)
    at = models.DateTimeField(_("quando"), default=timezone.now)

    class Meta:
        verbose_name = _("Importazione")
        verbose_name_plural = _("Importazioni")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.file_name} {self.at:%Y-%m-%d}"


class Issue(models.Model):
    """A newsletter: composed, approved, sent once to a list, then read in the archive."""

    mailing_list = models.ForeignKey(
        MailingList, on_delete=models.PROTECT, related_name="issues", verbose_name=_("lista")
    )
    number = models.PositiveIntegerField(_("numero"), null=True, blank=True)
    title = models.CharField(_("titolo"), max_length=160)
    subject = models.CharField(_("oggetto"), max_length=120)
    preheader = models.CharField(_("anteprima nella casella"), max_length=140, blank=True)
    topics = models.JSONField(_("argomenti"), default=list, blank=True)
    state = models.CharField(
        _("stato"), max_length=16, choices=IssueState, default=IssueState.DRAFT
    )
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    send_at = models.DateTimeField(_("invio programmato"), null=True, blank=True)
    # What was approved: the blocks as they were read, the links numbered. Mail and web draw this.
    frozen = models.JSONField(null=True, editable=False)
    text = models.TextField(editable=False, blank=True)  # for the search of the archive
    created_at = models.DateTimeField(_("creata il"), default=timezone.now)
    changed_at = models.DateTimeField(_("modificata il"), default=timezone.now)
    approved_at = models.DateTimeField(_("approvata il"), null=True, blank=True)
    started_at = models.DateTimeField(_("partita il"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("fermata il"), null=True, blank=True)
    sent_at = models.DateTimeField(_("inviata il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Newsletter")
        verbose_name_plural = _("Newsletter")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["mailing_list", "number"], name="one_number_per_issue_of_a_list"
            ),
        )
        indexes = (
            models.Index(fields=["mailing_list", "state", "-sent_at"], name="issue_by_state"),
            models.Index(fields=["state", "send_at"], name="issue_to_send"),
        )

    def __str__(self) -> str:
        return f"{self.edition}: {self.title}" if self.number else self.title

    @property
    def space(self):
        return self.mailing_list.space

    @property
    def edition(self) -> str:
        """The list with the number of this issue, once it has one."""
        name = self.mailing_list.name
        return f"{name} n. {self.number}" if self.number else name

    @property
    def is_stopped(self) -> bool:
        return self.state == IssueState.SENDING and self.stopped_at is not None

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE

    @property
    def state_label(self) -> str:
        return str(_("In invio: fermata")) if self.is_stopped else self.get_state_display()

    @property
    def meaning(self) -> str:
        return "suspended" if self.is_stopped else MEANINGS[IssueState(self.state)]

    @property
    def topic_labels(self) -> list[str]:
        return topics.labels(self.topics)


class Block(models.Model):
    """A piece of an issue; a content is named by its key in the search and read anew until approval."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="blocks")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("genere"), max_length=10, choices=BlockKind)
    title = models.CharField(_("titolo"), max_length=200, blank=True)
    text = models.TextField(_("testo"), blank=True, max_length=20_000)
    url = models.CharField(_("indirizzo"), max_length=500, blank=True)
    content_key = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title or self.get_kind_display()


class Link(models.Model):
    """An address in an issue, numbered; only how often it was followed is known, never by whom."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="links")
    number = models.PositiveSmallIntegerField()
    url = models.CharField(_("indirizzo"), max_length=1000)
    label = models.CharField(_("testo"), max_length=200, blank=True)
    clicks = models.PositiveIntegerField(_("clic"), default=0)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["issue", "number"], name="one_number_per_link"),
        )

    def __str__(self) -> str:
        return self.url


class Delivery(models.Model):
    """One issue to one address: claimed before the server is spoken to, marked right after."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.CASCADE, related_name="deliveries", verbose_name=_("iscritto")
    )
    state = models.CharField(
        _("stato"), max_length=12, choices=DeliveryState, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("tentativi"), default=0)
    at = models.DateTimeField(_("quando"), null=True)
    answer = models.CharField(_("risposta"), max_length=250, blank=True)
    is_doubtful = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("Consegna")
        verbose_name_plural = _("Consegne")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["issue", "subscriber"], name="one_delivery_per_address"
            ),
        )
        indexes = (models.Index(fields=["issue", "state", "id"], name="delivery_by_state"),)

    def __str__(self) -> str:
        return f"{self.issue_id} → {self.subscriber_id}"

    @property
    def meaning(self) -> str:
        return MEANINGS[DeliveryState(self.state)]


__all__ = [
    "Block",
    "Confirmation",
    "Consent",
    "ConsentKind",
    "Delivery",
    "Issue",
    "Link",
    "ListImport",
    "MailingList",
    "Subscriber",
    "Subscription",
]
