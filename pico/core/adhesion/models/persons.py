"""Persons: registration, request, invitation, hand-over, yearly reconfirmation."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.terms import Role
from pico.core.people.terms import Area, Qualification

from ..terms import InvitationState, Level, RegistrationState


class Registration(models.Model):
    """What a person wrote in the public form; the account is born when the e-mail is proved.

    The link carries the secret, of which only the hash is kept; whoever opens it must also know the
    password written in the form, so that nobody confirms what somebody else began.
    """

    first_name = models.CharField(_("nome"), max_length=150)
    last_name = models.CharField(_("cognome"), max_length=150)
    email = models.EmailField(_("e-mail istituzionale"))
    password = models.CharField(max_length=128, editable=False)
    ente = models.ForeignKey(
        "enti.Ente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    missing_ente = models.CharField(_("ente non trovato"), max_length=250, blank=True)
    qualification = models.CharField(
        _("qualifica"), max_length=20, choices=Qualification, default=Qualification.OFFICER
    )
    office = models.CharField(_("ufficio"), max_length=160, blank=True)
    role_wanted = models.CharField(_("ruolo richiesto"), max_length=24, choices=Role)
    areas = models.JSONField(_("ambiti"), default=list, blank=True)
    note = models.TextField(_("nota"), blank=True, max_length=1000)
    rules_version = models.CharField(max_length=20)
    state = models.CharField(
        _("stato"),
        max_length=12,
        choices=RegistrationState,
        default=RegistrationState.UNVERIFIED,
    )
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("ricevuta il"))
    expires_at = models.DateTimeField(_("scade il"))
    confirmed_at = models.DateTimeField(_("e-mail verificata il"), null=True, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("Registrazione")
        verbose_name_plural = _("Registrazioni")
        ordering = ("-created_at",)
        constraints = (
            models.CheckConstraint(
                name="a_registration_names_an_ente",
                condition=models.Q(ente__isnull=False) | ~models.Q(missing_ente=""),
            ),
        )
        indexes = (
            models.Index(
                Lower("email"), models.F("created_at").desc(), name="registration_by_email"
            ),
            models.Index(fields=["state", "created_at"], name="registration_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def area_labels(self) -> list[str]:
        return [str(Area(area).label) for area in self.areas]


class Application(models.Model):
    """The course of one request of membership: what was asked, whose turn it is, who decided."""

    membership = models.OneToOneField(
        "people.Membership", on_delete=models.CASCADE, related_name="application"
    )
    role_wanted = models.CharField(
        _("ruolo richiesto"), max_length=24, choices=Role, default=Role.USER
    )
    level = models.PositiveSmallIntegerField(_("a chi tocca"), choices=Level, default=Level.ENTE)
    level_since = models.DateTimeField(default=timezone.now)
    reminded_at = models.DateTimeField(_("sollecitata il"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("Richiesta di iscrizione")
        verbose_name_plural = _("Richieste di iscrizione")

    def __str__(self) -> str:
        return str(self.membership)


class Invitation(models.Model):
    """An administrator asks one address to come in, with roles and period; the link works once."""

    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    roles = models.JSONField(_("ruoli"), default=list)
    office = models.CharField(_("ufficio"), max_length=160, blank=True)
    act = models.CharField(_("atto di nomina"), max_length=250, blank=True)
    message = models.TextField(_("messaggio"), blank=True, max_length=1000)
    starts_on = models.DateField(_("dal"), null=True, blank=True)
    ends_on = models.DateField(_("al"), null=True, blank=True)
    state = models.CharField(
        _("stato"), max_length=10, choices=InvitationState, default=InvitationState.OPEN
    )
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("creato il"))
    sent_at = models.DateTimeField(_("spedito il"))
    expires_at = models.DateTimeField(_("scade il"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    accepted_at = models.DateTimeField(_("accettato il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Invito")
        verbose_name_plural = _("Inviti")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                "ente",
                Lower("email"),
                name="one_open_invitation_per_address",
                condition=models.Q(state=InvitationState.OPEN),
            ),
        )
        indexes = (models.Index(fields=["ente", "state"], name="invitation_by_ente"),)

    def __str__(self) -> str:
        return f"{self.email} – {self.ente}"

    @property
    def role_labels(self) -> list[str]:
        return [str(Role(role).label) for role in self.roles]

    def has_expired(self, now: datetime) -> bool:
        return self.state == InvitationState.OPEN and self.expires_at <= now


class Handover(models.Model):
    """Who took over what when a person left an ente."""

    membership = models.ForeignKey(
        "people.Membership", on_delete=models.PROTECT, related_name="handovers"
    )
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    leaves_on = models.DateField(_("ultimo giorno"))
    reason = models.CharField(_("motivo"), max_length=250, blank=True)
    moved = models.JSONField(_("passato"), default=dict)
    created_at = models.DateTimeField(_("creato il"))
    done_at = models.DateTimeField(_("concluso il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Passaggio di consegne")
        verbose_name_plural = _("Passaggi di consegne")
        ordering = ("-created_at",)
        constraints = (
            models.UniqueConstraint(
                fields=["membership"],
                name="one_open_handover_per_membership",
                condition=models.Q(done_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return str(self.membership)


class ReconfirmationRound(models.Model):
    """Once a year the administrator of an ente confirms who still works there."""

    ente = models.ForeignKey("enti.Ente", on_delete=models.CASCADE, related_name="reconfirmations")
    opened_on = models.DateField(_("aperta il"))
    due_on = models.DateField(_("entro il"))
    closed_on = models.DateField(_("chiusa il"), null=True, blank=True)

    class Meta:
        verbose_name = _("Riconferma annuale")
        verbose_name_plural = _("Riconferme annuali")
        ordering = ("-opened_on",)
        constraints = (
            models.UniqueConstraint(
                fields=["ente"],
                name="one_open_reconfirmation_per_ente",
                condition=models.Q(closed_on__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.ente}, {self.opened_on.year}"
