"""«I miei dati»: what the platform holds on a person, for him alone."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils.translation import gettext as _

from pico.core.audit.models import AuditLine

from . import queries
from .models import CircleMember, Person

PERSONAL = (
    "username",
    "first_name",
    "last_name",
    "email",
    "fiscal_code",
    "phone",
    "bio",
    "skills",
    "language",
    "visibility",
    "state",
    "accepted_rules",
    "accepted_rules_at",
    "date_joined",
    "last_login",
)


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of data held, as the page lists it."""

    label: str
    count: int
    why: str


def everything(person: Person, *, now: datetime) -> dict:
    """Return all of it as plain values; secrets (passwords, keys, codes) are never part of it."""
    return {
        "prodotto_il": now,
        "persona": {name: getattr(person, name) for name in PERSONAL},
        "incarichi": [_membership(one) for one in queries.my_memberships(person)],
        "cerchie": [str(one.circle) for one in _circles(person)],
        "indirizzi_email": list(
            EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
        ),
        "identita_digitali": list(
            SocialAccount.objects.filter(user=person).values(
                "provider", "date_joined", "last_login"
            )
        ),
        "secondi_fattori": list(
            Authenticator.objects.filter(user=person).values("type", "created_at", "last_used_at")
        ),
        "sessioni": list(
            queries.sessions_of(person).values("created_at", "last_seen_at", "ip", "user_agent")
        ),
        "accessi": list(person.sign_ins.values("at", "outcome", "method", "address", "browser")),
        "storia": list(_lines(person).values("at", "event", "sentence", "ente_name")),
    }


def sections(person: Person) -> list[Section]:
    """Count it, with the reason for which it is held."""
    return [
        Section(_("Dati del profilo"), 1, _("Perché i colleghi ti riconoscano.")),
        Section(
            _("Incarichi e ruoli"),
            person.memberships.count(),
            _("Da qui vengono i tuoi permessi."),
        ),
        Section(_("Reti e gruppi"), _circles(person).count(), _("Decidono che cosa leggi.")),
        Section(
            _("Accessi"),
            person.sign_ins.count(),
            _("Sicurezza: cancellati dopo 24 mesi."),
        ),
        Section(
            _("Sessioni aperte"),
            queries.sessions_of(person).count(),
            _("Per chiuderle da remoto."),
        ),
        Section(
            _("Righe di storia"),
            _lines(person).count(),
            _("Atti compiuti per un ente: obbligo di legge."),
        ),
    ]


def _membership(place) -> dict:
    return {
        "ente": place.ente.name,
        "qualifica": place.get_qualification_display(),
        "ufficio": place.office,
        "ambiti": place.area_labels,
        "ruoli": place.role_labels,
        "atto": place.act,
        "dal": place.starts_on,
        "al": place.ends_on,
        "stato": place.get_state_display(),
    }


def _circles(person: Person):
    return CircleMember.objects.filter(person=person).select_related("circle")


def _lines(person: Person):
    """What he did, and what was done to his account."""
    about = Q(subject_type=person._meta.label_lower, subject_id=str(person.pk))
    return AuditLine.objects.filter(Q(person_id=person.pk) | about).order_by("-at", "-pk")
