"""A person comes in by the public form: registers, proves the e-mail, asks for an ente."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import ANONYMOUS, Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership, Person
from pico.core.people.terms import MembershipState, PersonState, Qualification

from .. import notices
from ..models import Application, Registration
from ..permissions import AdhesionPermission
from ..queries.offices import upi
from ..queries.requests import pending
from ..terms import (
    LINK_LIFE,
    LINKS_PER_HOUR,
    OPEN_REQUESTS,
    RULES_VERSION,
    RegistrationState,
    roles_of,
)
from .links import digest, new_secret


@transaction.atomic
def register(
    *,
    first_name: str,
    last_name: str,
    email: str,
    password: str,
    role_wanted: str,
    now: datetime,
    ente: Ente | None = None,
    missing_ente: str = "",
    qualification: str = Qualification.OFFICER,
    office: str = "",
    areas: list[str] | None = None,
    note: str = "",
) -> None:
    """Take a registration and send the link; a known address gets another letter, the page says the same."""
    # Hashed before looking: the answer takes as long for a known address as for a new one.
    hashed = make_password(password)
    known = Person.objects.filter(email__iexact=email).first()
    if _too_many(email, now):
        return
    token, secret = new_secret()
    registration = Registration.objects.create(
        first_name=first_name,
        last_name=last_name,
        email=email,
        password=hashed,
        ente=ente,
        missing_ente="" if ente else missing_ente,
        qualification=qualification,
        office=office,
        role_wanted=role_wanted,
        areas=areas or [],
        note=note,
        rules_version=RULES_VERSION,
        token_hash=secret,
        created_at=now,
        expires_at=now + LINK_LIFE,
    )
    if known:
        # Kept, so that letters to a known address are counted too; it can never be confirmed.
        registration.expires_at = now
        registration.save(update_fields=["expires_at"])
        notices.say_account_exists(known)
        return
    trail.record(
        "adhesion.registration.received",
        _("%(who)s ha chiesto di registrarsi.") % {"who": registration},
        subject=registration,
        actor=ANONYMOUS,
        now=now,
    )
    notices.send_confirmation_link(registration, token)


def _too_many(email: str, now: datetime) -> bool:
    recent = Registration.objects.filter(
        email__iexact=email, created_at__gt=now - timedelta(hours=1)
    )
    return recent.count() >= LINKS_PER_HOUR


def find_registration(token: str, *, now: datetime, lock: bool = False) -> Registration:
    """Return what a link is about; refuse an unknown, used or expired link and say the way out."""
    rows = Registration.objects.select_related("ente")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.filter(token_hash=digest(token)).first()
    if found is None:
        raise Refusal(
            _(
                "Il collegamento non è completo: copialo per intero dall'e-mail o registrati di nuovo."
            ),
            code="link_unknown",
        )
    if found.state != RegistrationState.UNVERIFIED:
        raise Refusal(
            _("Questo collegamento è già stato usato: accedi con la tua e-mail e la tua password."),
            code="link_used",
        )
    if found.expires_at <= now:
        raise Refusal(
            _("Il collegamento è scaduto dopo 48 ore: registrati di nuovo per riceverne un altro."),
            code="link_expired",
        )
    return found


@transaction.atomic
def confirm_registration(*, token: str, password: str, now: datetime) -> Registration:
    """Prove the e-mail: the account is born and the request goes to who decides.

    Refuses a link that is not good any more, and who does not know the password of the form.
    """
    registration = find_registration(token, now=now, lock=True)
    if not check_password(password, registration.password):
        raise Refusal(
            _(
                "La password non è quella scritta nella registrazione: riprova o registrati di nuovo."
            ),
            code="wrong_password",
        )
    if Person.objects.filter(
        Q(email__iexact=registration.email) | Q(username__iexact=registration.email)
    ).exists():
        raise Refusal(
            _("Questo indirizzo ha già un accesso: entra con quello."), code="email_known"
        )
    person = _create_person(registration, now)
    registration.person, registration.confirmed_at = person, now
    registration.state = (
        RegistrationState.CONFIRMED if registration.ente else RegistrationState.ENTE_UNKNOWN
    )
    registration.password = ""
    registration.save()
    actor = Actor(person_id=person.pk, person_name=str(person))
    trail.record(
        "adhesion.registration.confirmed",
        _("%(who)s ha verificato la propria e-mail.") % {"who": person},
        subject=registration,
        actor=actor,
        now=now,
    )
    announce("adhesion.registration.confirmed", subject=registration, actor=actor)
    if registration.ente:
        _ask(registration, registration.ente, actor, now)
    else:
        notices.ask_for_ente(registration, office=upi(), now=now)
    return registration


def _create_person(registration: Registration, now: datetime) -> Person:
    return Person.objects.create(
        username=registration.email.lower()[:150],
        email=registration.email,
        first_name=registration.first_name,
        last_name=registration.last_name,
        password=registration.password,
        state=PersonState.ACTIVE,
        accepted_rules=registration.rules_version,
        accepted_rules_at=registration.created_at,
        date_joined=now,
    )


def _ask(registration: Registration, ente: Ente, actor: Actor, now: datetime) -> Membership:
    return ask_membership(
        person=registration.person,
        ente=ente,
        role_wanted=registration.role_wanted,
        qualification=registration.qualification,
        office=registration.office,
        areas=registration.areas,
        note=registration.note,
        actor=actor,
        now=now,
    )


@transaction.atomic
def ask_membership(
    *,
    person: Person,
    ente: Ente,
    role_wanted: str,
    actor: Actor,
    now: datetime,
    qualification: str = Qualification.OFFICER,
    office: str = "",
    areas: list[str] | None = None,
    note: str = "",
) -> Membership:
    """Ask to work for an ente; refuses who already has a place or a request there, and a flood."""
    Person.objects.select_for_update().get(pk=person.pk)
    if role_wanted not in roles_of(ente.kind):
        role_wanted = Role.USER
    taken = person.memberships.filter(ente=ente).exclude(
        state__in=(MembershipState.CEASED, MembershipState.REJECTED)
    )
    if taken.exists():
        raise Refusal(
            _("Hai già un incarico o una richiesta per %(ente)s: la trovi in «I miei incarichi».")
            % {"ente": ente},
            code="already_asked",
        )
    if person.memberships.filter(state=MembershipState.PENDING).count() >= OPEN_REQUESTS:
        raise Refusal(
            _("Hai già %(n)d richieste in attesa: aspetta una risposta o ritirane una.")
            % {"n": OPEN_REQUESTS},
            code="too_many_requests",
        )
    membership = Membership.objects.create(
        person=person,
        ente=ente,
        qualification=qualification,
        office=office,
        areas=areas or [],
        note=note,
        email=person.email,
        starts_on=timezone.localdate(now),
        requested_at=now,
    )
    Application.objects.create(membership=membership, role_wanted=role_wanted, level_since=now)
    trail.record(
        "adhesion.membership.asked",
        _("%(who)s ha chiesto di lavorare per %(ente)s.") % {"who": person, "ente": ente},
        subject=membership,
        actor=actor,
        now=now,
    )
    announce("adhesion.membership.asked", subject=membership, actor=actor)
    turn = pending(today=timezone.localdate(now)).get(pk=membership.pk).turn
    notices.ask_for_decision(membership, level=turn, now=now)
    return membership


def _lock_without_ente(registration: Registration) -> Registration:
    locked = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=registration.pk)
    )
    if locked.state != RegistrationState.ENTE_UNKNOWN:
        raise Refusal(
            _("Un collega ha già trattato questa registrazione: aggiorna la pagina."),
            code="already_decided",
        )
    return locked


@transaction.atomic
def find_ente(*, registration: Registration, ente: Ente, actor: Actor, now: datetime) -> Membership:
    """Say which ente a person meant: the request goes to who decides there."""
    actor.require(AdhesionPermission.FIND_ENTE)
    registration = _lock_without_ente(registration)
    registration.ente, registration.state = ente, RegistrationState.CONFIRMED
    registration.save(update_fields=["ente", "state"])
    trail.record(
        "adhesion.registration.ente_found",
        _("L'ente di %(who)s è %(ente)s.") % {"who": registration, "ente": ente},
        subject=registration,
        actor=actor,
        now=now,
    )
    notices.close_ente_search(registration, now=now)
    return _ask(registration, ente, actor, now)


@transaction.atomic
def refuse_registration(
    *, registration: Registration, reason: str, actor: Actor, now: datetime
) -> None:
    """Say that no ente answers to what the person wrote; the reason is told."""
    actor.require(AdhesionPermission.FIND_ENTE)
    registration = _lock_without_ente(registration)
    registration.state, registration.reason = RegistrationState.REJECTED, reason
    registration.save(update_fields=["state", "reason"])
    trail.record(
        "adhesion.registration.refused",
        _("Registrazione di %(who)s rifiutata: %(reason)s")
        % {"who": registration, "reason": reason},
        subject=registration,
        actor=actor,
        now=now,
    )
    notices.close_ente_search(registration, now=now)
    notices.say_ente_not_found(registration, now=now)
