"""What persons are told, what waits for their act, and how they want to hear of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .terms import Cadence, NoticeLevel


class Subject(models.Model):
    """What a notice or a task speaks of: type and key, no foreign key, for it may be of any room."""

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    kind = models.CharField(_("genere"), max_length=80)
    title = models.CharField(_("titolo"), max_length=250)
    url = models.CharField(max_length=500)
    is_reserved = models.BooleanField(_("riservato"), default=False)

    class Meta:
        abstract = True


class Notice(Subject):
    """Something that a person is told, in the inbox and, at the pace he chose, by mail."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    # Told to the person as somebody of this ente: who left it does not hear any more.
    ente = models.ForeignKey("enti.Ente", null=True, on_delete=models.CASCADE, related_name="+")
    level = models.CharField(_("classe"), max_length=8, choices=NoticeLevel)
    body = models.TextField(_("testo"), blank=True)
    created_at = models.DateTimeField(_("quando"), default=timezone.now)
    seen_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(_("letto il"), null=True)

    cadence = models.CharField(_("per e-mail"), max_length=8, choices=Cadence)
    mail_after = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mail_dropped = models.CharField(_("perché senza e-mail"), max_length=250, blank=True)

    class Meta:
        verbose_name = _("Avviso")
        verbose_name_plural = _("Avvisi")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(fields=["person", "read_at", "-created_at"], name="notice_by_person"),
            models.Index(fields=["person", "subject_type", "subject_id"], name="notice_by_subject"),
            models.Index(
                fields=["cadence", "mail_after"],
                name="notice_to_mail",
                condition=models.Q(mailed_at__isnull=True, mail_dropped=""),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Task(Subject):
    """«Tocca a me»: an act that waits for a person, or for whoever has a role in an ente."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="tasks"
    )
    ente = models.ForeignKey("enti.Ente", null=True, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(_("ruolo"), max_length=24, blank=True)
    reason = models.CharField(_("perché"), max_length=250)
    due_on = models.DateField(_("entro il"), null=True)
    opened_at = models.DateTimeField(_("aperto il"), default=timezone.now)
    closed_at = models.DateTimeField(_("chiuso il"), null=True)
    reminded_on = models.DateField(null=True)
    # Makes «one open task» hold on every database, where null is never equal to null.
    holder = models.CharField(max_length=80)

    class Meta:
        verbose_name = _("Attività")
        verbose_name_plural = _("Attività")
        ordering = (models.F("due_on").asc(nulls_last=True), "opened_at", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_task_waits_for_a_person_or_a_role",
                condition=models.Q(person__isnull=False) | models.Q(ente__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "kind", "holder"],
                name="one_open_task_per_holder",
                condition=models.Q(closed_at__isnull=True),
            ),
        )
        indexes = (
            models.Index(fields=["person", "closed_at"], name="task_by_person"),
            models.Index(fields=["ente", "role", "closed_at"], name="task_by_role"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def module(self) -> str:
        """The room that opened it."""
        return self.kind.split(".", 1)[0]


class Preference(models.Model):
    """How often a person wants a level by mail; with a kind, that kind only."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences"
    )
    level = models.CharField(max_length=8, choices=NoticeLevel, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    cadence = models.CharField(_("per e-mail"), max_length=8, choices=Cadence)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "level", "kind"], name="one_preference_per_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind or self.level}: {self.cadence}"


class QuietHours(models.Model):
    """When a person wants no mail at once; what comes then is sent at the end."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiet_hours"
    )
    starts = models.TimeField(_("dalle ore"))
    ends = models.TimeField(_("alle ore"))

    def __str__(self) -> str:
        return f"{self.starts:%H:%M}-{self.ends:%H:%M}"


class Delegation(models.Model):
    """During a holiday a colleague of the same ente sees somebody's tasks too."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations_given"
    )
    colleague = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="delegations_received"
    )
    ente = models.ForeignKey("enti.Ente", on_delete=models.CASCADE, related_name="+")
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(_("al"))
    ended_at = models.DateTimeField(_("revocata il"), null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("Delega")
        verbose_name_plural = _("Deleghe")
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="a_delegation_ends_after_it_starts",
                condition=models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )
        indexes = (models.Index(fields=["colleague", "ends_on"], name="delegation_by_colleague"),)

    def __str__(self) -> str:
        return f"{self.person} → {self.colleague}"


class FeedToken(models.Model):
    """A personal address of a calendar; only its fingerprint is kept."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_tokens"
    )
    fingerprint = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("per quale programma"), max_length=80)
    created_at = models.DateTimeField(_("creato il"), default=timezone.now)
    revoked_at = models.DateTimeField(_("revocato il"), null=True)
    used_at = models.DateTimeField(_("letto l'ultima volta"), null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.label


class Letter(models.Model):
    """A message to an address, written in full when asked for; its text is forgotten once sent."""

    to = models.EmailField(_("a"))
    title = models.CharField(_("oggetto"), max_length=250)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    reply_to = models.CharField(_("risposte a"), max_length=150, blank=True)
    stop_url = models.URLField(_("per non riceverla più"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Lettera")
        verbose_name_plural = _("Lettere")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"{self.to}: {self.title}"
