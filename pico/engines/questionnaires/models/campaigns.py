"""To whom a questionnaire is given, from when to when, and who was asked."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.access.models import Shared

from ..purposes import Purpose, purpose_of
from ..terms import (
    CAMPAIGN_MEANING,
    GIVEN_BACK,
    MISSING,
    PREPARING,
    RUNNING,
    Anonymity,
    AnswerState,
    Audience,
    CampaignState,
    ResultsFor,
)
from .definitions import Questionnaire


class Campaign(Shared):
    """A round of questions. `owner` is the ente that asks, `scope` who sees that it asks.

    `recipients` is the filter that invites: {"kinds", "regions", "territories", "smallest",
    "largest", "circle", "roles", "enti"}; `published` are the codes of the questions given back.
    """

    questionnaire = models.ForeignKey(
        Questionnaire, on_delete=models.PROTECT, related_name="campaigns"
    )
    purpose = models.CharField(max_length=40)
    title = models.CharField(_("titolo"), max_length=250)
    description = models.TextField(_("descrizione"), blank=True)
    privacy = models.TextField(
        _("informativa"),
        blank=True,
        help_text=_("Perché si chiede, chi legge le risposte, per quanto tempo si conservano."),
    )
    state = models.CharField(
        _("stato"), max_length=10, choices=CampaignState, default=CampaignState.DRAFT
    )
    is_quick = models.BooleanField(_("sondaggio rapido"), default=False)
    audience = models.CharField(
        _("destinatari"), max_length=8, choices=Audience, default=Audience.ENTI
    )
    recipients = models.JSONField(default=dict, blank=True)
    anonymity = models.CharField(
        _("anonimato"), max_length=10, choices=Anonymity, default=Anonymity.NAMED
    )
    needs_approval = models.BooleanField(
        _("serve l'approvazione dell'ente"),
        default=True,
        help_text=_("Chi amministra l'ente approva la risposta prima che parta."),
    )
    opens_at = models.DateTimeField(_("apertura"), null=True, blank=True)
    closes_at = models.DateTimeField(_("chiusura"), null=True, blank=True)
    extended_from = models.DateTimeField(_("prima chiusura"), null=True, blank=True)
    remind_days = models.JSONField(_("promemoria"), default=list, blank=True)
    results_for = models.CharField(
        _("risultati"), max_length=12, choices=ResultsFor, default=ResultsFor.AT_CLOSE
    )
    published = models.JSONField(default=list, blank=True)
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="next_waves"
    )

    class Meta(Shared.Meta):
        abstract = False
        verbose_name = _("Campagna")
        verbose_name_plural = _("Campagne")
        indexes = (
            models.Index(fields=["scope", "-created_at"], name="campaign_by_scope"),
            models.Index(fields=["-created_at", "-id", "scope"], name="campaign_by_date"),
            models.Index(fields=["state", "closes_at"], name="campaign_by_state"),
            models.Index(fields=["owner", "-created_at"], name="campaign_by_owner"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def used_by(self) -> Purpose:
        return purpose_of(self.purpose)

    @property
    def is_anonymous(self) -> bool:
        return self.anonymity == Anonymity.ANONYMOUS

    @property
    def asks_enti(self) -> bool:
        return self.audience == Audience.ENTI

    @property
    def invites(self) -> bool:
        """True when who is asked is a list made beforehand."""
        return self.audience in (Audience.ENTI, Audience.PERSONS)

    @property
    def in_one_go(self) -> bool:
        """True when nothing of an answer is kept before it is sent: drafts have an author."""
        return self.is_anonymous or self.audience == Audience.PUBLIC

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_preparing(self) -> bool:
        return self.state in PREPARING

    @property
    def is_given_back(self) -> bool:
        return self.state in GIVEN_BACK

    @property
    def meaning(self) -> str:
        return CAMPAIGN_MEANING[CampaignState(self.state)]


class Invitation(models.Model):
    """Somebody was asked: an ente or a person. Of an anonymous answer only the state is known.

    No moment is kept of it: a moment would lead from the person to the answer.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="invitations")
    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(
        _("stato"), max_length=10, choices=AnswerState, default=AnswerState.TO_FILL
    )
    told_at = models.DateTimeField(_("avvisato il"), null=True, blank=True)
    reminded_on = models.DateField(_("sollecitato il"), null=True, blank=True)
    note = models.TextField(_("motivo"), blank=True)
    late_until = models.DateTimeField(_("può rispondere fino al"), null=True, blank=True)

    class Meta:
        verbose_name = _("Invito")
        verbose_name_plural = _("Inviti")
        constraints = (
            models.UniqueConstraint(fields=["campaign", "ente"], name="one_invitation_per_ente"),
            models.UniqueConstraint(
                fields=["campaign", "person"], name="one_invitation_per_person"
            ),
            models.CheckConstraint(
                name="an_invitation_is_of_an_ente_or_of_a_person",
                condition=models.Q(ente__isnull=False, person__isnull=True)
                | models.Q(ente__isnull=True, person__isnull=False),
            ),
        )
        indexes = (
            models.Index(fields=["campaign", "state"], name="invitation_by_state"),
            models.Index(fields=["ente", "state"], name="invitation_of_ente"),
            models.Index(fields=["person", "state"], name="invitation_of_person"),
        )

    def __str__(self) -> str:
        return str(self.ente or self.person)

    @property
    def is_missing(self) -> bool:
        return self.state in MISSING

    def is_open_at(self, now: datetime) -> bool:
        """The campaign takes this answer now: it is running, or this one was let in late."""
        if self.late_until is not None:
            return now <= self.late_until
        return self.campaign.is_running and not (
            self.campaign.closes_at and now > self.campaign.closes_at
        )
