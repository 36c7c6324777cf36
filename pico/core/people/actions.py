"""Every change of an account."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from .actors import actor_for
from .models import Membership, Person, SignIn
from .permissions import PeoplePermission
from .terms import (
    CLOSED,
    Area,
    FieldVisibility,
    PersonState,
    ProfileField,
    SignInOutcome,
)

EDITABLE = ("first_name", "last_name", "phone", "bio", "skills", "language")
DAYS_A_MONTH = 30.4375


# The profile ------------------------------------------------------------------------------------


@transaction.atomic
def change_profile(
    *,
    person: Person,
    values: dict,
    actor: Actor,
    now: datetime,
    membership: Membership | None = None,
    areas: list[str] | None = None,
) -> Person:
    """Store the person's own data, and the areas of one of his memberships.

    Refuses the data of another person, another's membership, and a field that is not his to change.
    """
    actor.require(PeoplePermission.EDIT, person)
    if not set(values) <= set(EDITABLE) or (membership and membership.person_id != person.pk):
        raise Refusal(_("Questo dato non si cambia dal profilo."), code="not_editable")
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = [name for name, value in values.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, values[name])
    if changed:
        person.save(update_fields=changed)
    if membership and areas is not None and areas != membership.areas:
        membership.areas = [Area(area) for area in areas]
        membership.save(update_fields=["areas"])
        changed.append("areas")
    if changed:
        # The names of the fields, not the values: the trail outlives the person's data.
        _tell(
            "people.profile.changed",
            _("Profilo aggiornato."),
            person,
            actor,
            now,
            fields=changed,
        )
    return person


@transaction.atomic
def change_visibility(
    *, person: Person, choices: dict[str, str], actor: Actor, now: datetime
) -> None:
    """Store who sees which field of the profile; refuses another's profile and unknown fields."""
    actor.require(PeoplePermission.EDIT, person)
    if not set(choices) <= set(ProfileField) or not set(choices.values()) <= set(FieldVisibility):
        raise Refusal(_("Scelta di visibilità non valida."), code="bad_visibility")
    person = Person.objects.select_for_update().get(pk=person.pk)
    before = {field: person.visibility_of(field) for field in choices}
    changes = {
        field: [before[field], choice]
        for field, choice in choices.items()
        if before[field] != choice
    }
    if not changes:
        return
    person.visibility = {**person.visibility, **choices}
    person.save(update_fields=["visibility"])
    _tell(
        "people.visibility.changed",
        _("Visibilità del profilo cambiata."),
        person,
        actor,
        now,
        changes=changes,
    )


# Suspending and reactivating --------------------------------------------------------------------


@transaction.atomic
def suspend_person(*, person: Person, reason: str, actor: Actor, now: datetime) -> None:
    """Close the account to its person and end the sessions.

    Refuses oneself, a person of other enti, an account that is not active, a missing reason.
    """
    actor.require(PeoplePermission.SUSPEND, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.state != PersonState.ACTIVE:
        raise Refusal(_("Si sospende solo un account attivo."), code="not_active")
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo della sospensione."), code="reason_missing")
    person.state = PersonState.SUSPENDED
    person.save(update_fields=["state"])
    _end_sessions(person)
    _tell(
        "people.person.suspended",
        _("Account sospeso."),
        person,
        actor,
        now,
        reason=reason,
    )


@transaction.atomic
def reactivate_person(*, person: Person, actor: Actor, now: datetime) -> None:
    """Open a suspended account again; refuses an account in another state."""
    actor.require(PeoplePermission.SUSPEND, person)
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.state != PersonState.SUSPENDED:
        raise Refusal(_("Si riattiva solo un account sospeso."), code="not_suspended")
    person.state = PersonState.ACTIVE
    person.save(update_fields=["state"])
    _tell("people.person.reactivated", _("Account riattivato."), person, actor, now)


# Sessions ---------------------------------------------------------------------------------------


@transaction.atomic
def close_session(*, person: Person, session: UserSession, actor: Actor, now: datetime) -> None:
    """Sign the person out of one browser; refuses a session of another person."""
    actor.require(PeoplePermission.EDIT, person)
    if session.user_id != person.pk:
        raise Refusal(_("Questa sessione non è tua."), code="not_yours")
    session.end()
    _tell("people.session.closed", _("Sessione chiusa da remoto."), person, actor, now)


@transaction.atomic
def close_other_sessions(*, person: Person, keep: str, actor: Actor, now: datetime) -> int:
    """Sign the person out of every browser but the one with this session key."""
    actor.require(PeoplePermission.EDIT, person)
    others = list(UserSession.objects.filter(user=person).exclude(session_key=keep))
    for session in others:
        session.end()
    if others:
        _tell(
            "people.session.closed",
            _("Altre sessioni chiuse."),
            person,
            actor,
            now,
            count=len(others),
        )
    return len(others)


def mark_session(*, session_key: str, now: datetime) -> None:
    """Note when a session was last used; not a change to be audited."""
    UserSession.objects.filter(session_key=session_key).update(last_seen_at=now)


def _end_sessions(person: Person) -> None:
    for session in UserSession.objects.filter(user=person):
        session.end()


# The log of sign-ins ----------------------------------------------------------------------------


@transaction.atomic
def record_sign_in(
    *,
    person: Person | None,
    outcome: SignInOutcome,
    method: str,
    address: str | None,
    browser: str,
    now: datetime,
) -> SignIn:
    """Write an attempt in the log; what matters to the person's story is also a line of the trail."""
    is_first_lock = outcome == SignInOutcome.LOCKED and not _lately(person, outcome, now)
    row = SignIn.objects.create(
        person=person,
        at=now,
        outcome=outcome,
        method=method[:60],
        address=address,
        browser=browser[:200],
    )
    if person and outcome == SignInOutcome.SIGNED_IN:
        _trail("people.person.signed_in", _("Accesso riuscito."), person, now, method=method)
    elif person and is_first_lock:
        sentence = _("Accesso bloccato per qualche minuto dopo %(count)d tentativi falliti.")
        count = _lately(person, SignInOutcome.FAILED, now)
        _trail("people.person.locked", sentence % {"count": count}, person, now)
    return row


def _lately(person: Person | None, outcome: SignInOutcome, now: datetime) -> int:
    since = now - timedelta(minutes=15)
    return SignIn.objects.filter(person=person, outcome=outcome, at__gte=since).count()


def forget_old_sign_ins(*, now: datetime) -> int:
    """Delete the log beyond the months of the settings; return how many rows went."""
    limit = now - timedelta(days=settings.SIGN_IN_LOG_MONTHS * DAYS_A_MONTH)
    return SignIn.objects.filter(at__lt=limit).delete()[0]


@transaction.atomic
def record_security_change(*, person: Person, event: str, sentence: str, now: datetime) -> None:
    """Write in the trail, and tell, that the person changed what he proves himself with."""
    _trail(event, sentence, person, now)
    announce(
        "people.security.changed",
        subject=person,
        actor=actor_for(person, None),
        event=event,
    )


# Identity ---------------------------------------------------------------------------------------


@transaction.atomic
def keep_address(*, person: Person) -> None:
    """Keep the account's address, verified at registration, where allauth looks for it."""
    EmailAddress.objects.get_or_create(
        user=person,
        email=person.email.lower(),
        defaults={"primary": True, "verified": True},
    )


@transaction.atomic
def link_identity(
    *, person: Person, fiscal_code: str, provider: str, uid: str, now: datetime
) -> Person:
    """Tie a SPID or CIE identity to an account, with its verified fiscal code.

    Refuses a closed account, and a fiscal code that differs or belongs to another account.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if person.state in CLOSED:
        raise Refusal(_("Questo account non è attivo."), code="not_active")
    if fiscal_code and person.fiscal_code not in (None, "", fiscal_code):
        raise Refusal(
            _("Questa identità ha un codice fiscale diverso da quello del tuo account."),
            code="other_person",
        )
    others = Person.objects.filter(fiscal_code=fiscal_code).exclude(pk=person.pk)
    if fiscal_code and others.exists():
        raise Refusal(
            _("Questo codice fiscale è già di un altro account: scrivi all'assistenza."),
            code="taken",
        )
    if fiscal_code and not person.fiscal_code:
        person.fiscal_code = fiscal_code
        person.save(update_fields=["fiscal_code"])
    account, _is_new = SocialAccount.objects.get_or_create(
        provider=provider, uid=uid, defaults={"user": person}
    )
    if account.user_id != person.pk:
        raise Refusal(
            _("Questa identità digitale è già collegata a un altro account."),
            code="taken",
        )
    _trail(
        "people.identity.linked",
        _("Identità digitale collegata."),
        person,
        now,
        provider=provider,
    )
    return person


# Telling ----------------------------------------------------------------------------------------


def _tell(event: str, sentence: str, person: Person, actor: Actor, now: datetime, **data) -> None:
    trail.record(event, sentence, subject=person, actor=actor, now=now, **data)
    announce(event, subject=person, actor=actor)


def _trail(event: str, sentence: str, person: Person, now: datetime, **data) -> None:
    trail.record(event, sentence, subject=person, actor=actor_for(person, None), now=now, **data)
