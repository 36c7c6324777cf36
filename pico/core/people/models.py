"""Persons, their places in enti, and the circles they belong to."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access.terms import Role

from .terms import (
    CLOSED,
    FIRST_VISIBILITY,
    MEANINGS,
    WORKING,
    Area,
    CircleKind,
    FieldVisibility,
    MembershipState,
    PersonState,
    ProfileField,
    Qualification,
    SignInOutcome,
)


def initials(first_name: str, last_name: str) -> str:
    return f"{first_name[:1]}{last_name[:1]}".upper() or "?"


class Person(AbstractUser):
    """An account. What one may do comes from memberships, never from the account itself."""

    email = models.EmailField(_("e-mail istituzionale"))
    fiscal_code = models.CharField(
        _("codice fiscale"), max_length=16, null=True, blank=True, unique=True
    )
    phone = models.CharField(_("telefono"), max_length=40, blank=True)
    bio = models.TextField(_("presentazione"), blank=True, max_length=2000)
    skills = models.JSONField(_("competenze"), default=list, blank=True)
    visibility = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("lingua"), max_length=2, choices=settings.LANGUAGES, default="it")
    state = models.CharField(
        _("stato"), max_length=10, choices=PersonState, default=PersonState.UNVERIFIED
    )
    accepted_rules = models.CharField(max_length=20, blank=True)
    accepted_rules_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("Persona")
        verbose_name_plural = _("Persone")
        ordering = ("last_name", "first_name", "pk")
        constraints = (models.UniqueConstraint(Lower("email"), name="one_person_per_email"),)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def save(self, *args, **kwargs) -> None:
        """Keep the switch that the framework reads in step with the state."""
        self.is_active = self.state not in CLOSED
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "is_active"}
        super().save(*args, **kwargs)

    @property
    def initials(self) -> str:
        return initials(self.first_name, self.last_name)

    def visibility_of(self, field: str) -> FieldVisibility:
        """Who sees this field of the profile: the person's choice, or the first one."""
        return FieldVisibility(self.visibility.get(field, FIRST_VISIBILITY[ProfileField(field)]))


class Membership(models.Model):
    """A person works for an ente («incarico»), in a period, by an act."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    ente = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="memberships")
    qualification = models.CharField(
        _("qualifica"),
        max_length=20,
        choices=Qualification,
        default=Qualification.OFFICER,
    )
    office = models.CharField(_("ufficio"), max_length=160, blank=True)
    areas = models.JSONField(_("ambiti"), default=list, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    act = models.CharField(_("atto di nomina"), max_length=250, blank=True)
    starts_on = models.DateField(_("dal"))
    ends_on = models.DateField(_("al"), null=True, blank=True)
    state = models.CharField(
        _("stato"),
        max_length=12,
        choices=MembershipState,
        default=MembershipState.PENDING,
    )
    note = models.TextField(_("nota"), blank=True, max_length=1000)
    reason = models.TextField(_("motivo"), blank=True, max_length=1000)
    requested_at = models.DateTimeField(_("richiesto il"), default=timezone.now)
    decided_at = models.DateTimeField(_("deciso il"), null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    reconfirmed_on = models.DateField(_("riconfermato il"), null=True, blank=True)
    is_main = models.BooleanField(_("ente principale"), default=False)

    class Meta:
        verbose_name = _("Incarico")
        verbose_name_plural = _("Incarichi")
        ordering = ("-is_main", "ente__name")
        constraints = (
            models.UniqueConstraint(
                fields=["person", "ente"],
                name="one_open_membership_per_ente",
                condition=models.Q(state__in=("PENDING", "ACTIVE", "TO_RECONFIRM", "SUSPENDED")),
            ),
            models.CheckConstraint(
                name="a_membership_ends_after_it_starts",
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
            ),
        )
        indexes = (
            models.Index(fields=["ente", "state"], name="membership_by_ente"),
            models.Index(fields=["state", "requested_at"], name="membership_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.ente}"

    @property
    def is_working(self) -> bool:
        return self.state in WORKING

    @property
    def meaning(self) -> str:
        """What the colour of the state says."""
        return MEANINGS[MembershipState(self.state)]

    @property
    def role_labels(self) -> list[str]:
        return [Role(held.role).label for held in self.roles.all()]

    @property
    def area_labels(self) -> list[str]:
        return [Area(area).label for area in self.areas]


class MembershipRole(models.Model):
    """A role held in a membership."""

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(_("ruolo"), max_length=24, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["membership", "role"], name="one_role_once"),
        )
        indexes = (models.Index(fields=["role"], name="membership_by_role"),)

    def __str__(self) -> str:
        return Role(self.role).label


class Circle(models.Model):
    """A thematic network or a restricted group: a scope with members."""

    kind = models.CharField(max_length=3, choices=CircleKind)
    name = models.CharField(_("nome"), max_length=160)
    owner = models.ForeignKey("enti.Ente", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        return f"{self.kind}:{self.pk}"


class CircleMember(models.Model):
    """A person, or a whole ente, in a circle."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE)
    ente = models.ForeignKey("enti.Ente", null=True, blank=True, on_delete=models.CASCADE)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_circle_member_is_a_person_or_an_ente",
                condition=models.Q(person__isnull=False, ente__isnull=True)
                | models.Q(person__isnull=True, ente__isnull=False),
            ),
            models.UniqueConstraint(fields=["circle", "person"], name="one_place_per_person"),
            models.UniqueConstraint(fields=["circle", "ente"], name="one_place_per_ente"),
        )

    def __str__(self) -> str:
        return f"{self.circle}: {self.person or self.ente}"


class SignIn(models.Model):
    """An attempt to sign in; forgotten after the months of the settings.

    Without a person: to an account that does not exist. What was typed is not kept, it may be a password.
    """

    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.CASCADE, related_name="sign_ins"
    )
    at = models.DateTimeField(_("quando"))
    outcome = models.CharField(_("esito"), max_length=10, choices=SignInOutcome)
    method = models.CharField(_("modo"), max_length=60, blank=True)
    address = models.GenericIPAddressField(_("indirizzo IP"), null=True, blank=True)
    browser = models.CharField(_("programma"), max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name = _("Accesso")
        verbose_name_plural = _("Accessi")
        indexes = (
            models.Index(fields=["person", "-at"], name="sign_in_by_person"),
            models.Index(fields=["at"], name="sign_in_by_date"),
        )

    def __str__(self) -> str:
        return f"{self.person} {self.at:%Y-%m-%d %H:%M} {self.outcome}"
