"""A term of an object of any room, with its rule, its facts, its history."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.models import ScopeField

from ..reckoning import Rule
from ..terms import OPEN, STATE_MEANINGS, Cause, FactKind, TermState, Unit
from .calendars import DeskCalendar


class RuleVersion(models.Model):
    """A rule as it was when terms started on it: a later text does not touch them."""

    key = models.CharField(max_length=80)
    number = models.PositiveIntegerField(_("versione"))
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["key", "number"], name="one_rule_per_number"),
            models.UniqueConstraint(fields=["key", "fingerprint"], name="one_version_per_content"),
        )

    def __str__(self) -> str:
        return f"{self.key}/{self.number}"

    @cached_property
    def rule(self) -> Rule:
        return Rule.from_dict(self.content)


class TermQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep the terms of whose parties the actor is one: one predicate, on every channel."""
        mine = TermParty.objects.filter(scope__readable_by=actor.scopes - scopes.COMMON)
        return self.filter(pk__in=mine.values("term"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)


class Term(models.Model):
    """A date that somebody must keep about an object; `key` tells the terms of one object apart."""

    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    key = models.CharField(max_length=80)
    module = models.CharField(_("modulo"), max_length=40)
    title = models.CharField(_("oggetto"), max_length=250)
    url = models.CharField(max_length=500)
    is_reserved = models.BooleanField(_("riservato"), default=False)

    rule_version = models.ForeignKey(RuleVersion, on_delete=models.PROTECT, related_name="terms")
    calendar = models.ForeignKey(
        DeskCalendar, null=True, on_delete=models.PROTECT, related_name="terms"
    )
    owner = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("In carico a"),
    )
    role = models.CharField(_("ruolo"), max_length=24, blank=True)

    started_at = models.DateTimeField(_("decorre dal"))
    due_at = models.DateTimeField(_("scade il"), null=True)
    due_on = models.DateField(_("scadenza"), null=True)
    remaining = models.PositiveIntegerField(_("resta"), null=True)
    remaining_unit = models.CharField(max_length=12, choices=Unit, blank=True)
    state = models.CharField(
        _("stato"), max_length=10, choices=TermState, default=TermState.RUNNING
    )
    ended_at = models.DateTimeField(null=True)
    next_alert_at = models.DateTimeField(null=True)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termine")
        verbose_name_plural = _("Termini")
        ordering = (models.F("due_on").asc(nulls_last=True), "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", "key"],
                name="one_open_term_per_key",
                condition=models.Q(state__in=OPEN),
            ),
            models.CheckConstraint(
                name="a_running_term_has_a_date",
                condition=models.Q(due_at__isnull=False) | models.Q(remaining__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["owner", "state", "due_on"], name="term_by_owner"),
            models.Index(fields=["person", "state", "due_on"], name="term_by_person"),
            models.Index(fields=["due_on", "id"], name="term_by_day"),
            models.Index(
                fields=["next_alert_at"],
                name="term_to_tell",
                condition=models.Q(next_alert_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}: {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("deadlines:term", args=[self.pk])

    @property
    def rule(self) -> Rule:
        return self.rule_version.rule

    @property
    def label(self) -> str:
        return self.rule.label

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def meaning(self) -> str:
        """What its state means, for the colour and the sign."""
        return STATE_MEANINGS[TermState(self.state)]


class TermParty(models.Model):
    """Who may see a term: one scope key per party («ente:12», «usr:9», «ter:026»)."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="parties")
    scope = ScopeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["scope", "term"], name="one_party_per_term"),
        )

    def __str__(self) -> str:
        return self.scope


class TermFact(models.Model):
    """A suspension, an interruption or an extension, with its reason."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=12, choices=FactKind)
    since = models.DateTimeField(_("dal"))
    until = models.DateTimeField(_("al"), null=True)
    count = models.PositiveIntegerField(null=True)
    unit = models.CharField(max_length=12, choices=Unit, blank=True)
    reason = models.CharField(_("motivo"), max_length=250)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["term"],
                name="one_open_suspension_per_term",
                condition=models.Q(kind=FactKind.SUSPENSION, until__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"


class TermChange(models.Model):
    """The date of a term changed: from what to what, why, by whose act."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(_("quando"))
    cause = models.CharField(_("perché"), max_length=16, choices=Cause)
    before = models.DateTimeField(null=True)
    after = models.DateTimeField(null=True)
    reason = models.CharField(_("motivo"), max_length=250, blank=True)
    person_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=["term", "-at"], name="change_by_term"),)

    def __str__(self) -> str:
        return self.get_cause_display()


class TermAlert(models.Model):
    """A rung of the ladder that was told; each once for the same date."""

    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="alerts")
    mark = models.CharField(max_length=40)
    told_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["term", "mark"], name="one_alert_per_mark"),)

    def __str__(self) -> str:
        return self.mark
