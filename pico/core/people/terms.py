"""States of accounts and memberships, qualifications, areas: as stored, as said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

FAMILY = "people"  # of what is kept until who may do what changes (`core/generations`)


class PersonState(models.TextChoices):
    """State of an account."""

    UNVERIFIED = "UNVERIFIED", _("In attesa di verifica e-mail")
    ACTIVE = "ACTIVE", _("Attivo")
    SUSPENDED = "SUSPENDED", _("Sospeso")
    CEASED = "CEASED", _("Cessato")


CLOSED = (PersonState.SUSPENDED, PersonState.CEASED)


class MembershipState(models.TextChoices):
    """State of a person's place in an ente (life cycle «iscrizione utente»)."""

    PENDING = "PENDING", _("In attesa di approvazione")
    ACTIVE = "ACTIVE", _("Attivo")
    TO_RECONFIRM = "TO_RECONFIRM", _("Da riconfermare")
    SUSPENDED = "SUSPENDED", _("Sospeso")
    CEASED = "CEASED", _("Cessato")
    REJECTED = "REJECTED", _("Rifiutato")


# Which colour of the house each state takes.
MEANINGS = {
    MembershipState.PENDING: "waiting",
    MembershipState.ACTIVE: "done",
    MembershipState.TO_RECONFIRM: "waiting",
    MembershipState.SUSPENDED: "suspended",
    MembershipState.CEASED: "draft",
    MembershipState.REJECTED: "refused",
}
WORKING = (MembershipState.ACTIVE, MembershipState.TO_RECONFIRM)


class Qualification(models.TextChoices):
    PRESIDENT = "PRESIDENT", _("Presidente")
    MAYOR = "MAYOR", _("Sindaco")
    COUNCILLOR = "COUNCILLOR", _("Consigliere")
    SECRETARY = "SECRETARY", _("Segretario")
    MANAGER = "MANAGER", _("Dirigente")
    HIGH_QUALIFICATION = "HIGH_QUALIFICATION", _("Elevata qualificazione")
    OFFICER = "OFFICER", _("Funzionario")
    CLERK = "CLERK", _("Istruttore")
    CONTRIBUTOR = "CONTRIBUTOR", _("Collaboratore")
    EXPERT = "EXPERT", _("Esperto esterno")
    OTHER = "OTHER", _("Altro")


class Area(models.TextChoices):
    SUA = "SUA", _("SUA")
    SIT = "SIT", _("SIT")
    SAPE = "SAPE", _("SAPE")
    PERSONNEL = "PERSONNEL", _("Personale")
    COMMUNICATION = "COMMUNICATION", _("Comunicazione")
    ICT = "ICT", _("ICT")
    OTHER = "OTHER", _("Altro")


class CircleKind(models.TextChoices):
    NETWORK = "net", _("Rete tematica")
    GROUP = "grp", _("Gruppo ristretto")


class FieldVisibility(models.TextChoices):
    """Who sees one field of a profile."""

    EVERYONE = "platform", _("Tutti gli utenti Pi.Co.")
    ENTE = "ente", _("Solo il mio ente")
    NOBODY = "usr", _("Solo io")


class ProfileField(models.TextChoices):
    """The fields of a profile that their person may show or hide."""

    EMAIL = "email", _("E-mail istituzionale")
    PHONE = "phone", _("Telefono")
    BIO = "bio", _("Presentazione")
    SKILLS = "skills", _("Competenze")
    AREAS = "areas", _("Ambiti di lavoro")
    DIRECTORY = "directory", _("Il mio nome nella Rubrica")


FIRST_VISIBILITY = {
    ProfileField.EMAIL: FieldVisibility.EVERYONE,
    ProfileField.PHONE: FieldVisibility.ENTE,
    ProfileField.BIO: FieldVisibility.EVERYONE,
    ProfileField.SKILLS: FieldVisibility.EVERYONE,
    ProfileField.AREAS: FieldVisibility.EVERYONE,
    # To be found by everybody is a choice of the person.
    ProfileField.DIRECTORY: FieldVisibility.ENTE,
}


class SignInOutcome(models.TextChoices):
    """What came of an attempt to sign in."""

    SIGNED_IN = "SIGNED_IN", _("Accesso riuscito")
    FAILED = "FAILED", _("Credenziali errate")
    LOCKED = "LOCKED", _("Bloccato per troppi tentativi")
    REFUSED = "REFUSED", _("Account non attivo")
