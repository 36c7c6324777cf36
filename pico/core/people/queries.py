"""Who is who: every look-up of persons, already limited to what the actor may see."""

from collections.abc import Container, Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import ADMINISTRATORS, Role
from pico.core.enti.models import EnteTerritory
from pico.core.enti.terms import NETWORK_OF_PROVINCES

from .actors import MANY_TERRITORIES, REGIONAL, working_memberships, working_today
from .models import CircleMember, Membership, Person
from .terms import (
    CLOSED,
    WORKING,
    FieldVisibility,
    MembershipState,
    PersonState,
    ProfileField,
)

OPEN = (MembershipState.PENDING, *WORKING, MembershipState.SUSPENDED)
STRONG_ROLES = frozenset(
    {Role.PLATFORM_ADMIN, Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN}
)
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


# Memberships and persons ------------------------------------------------------------------------


def my_memberships(person: Person) -> QuerySet[Membership]:
    """Every place the person had, has or waits for, main and open ones first."""
    return (
        Membership.objects.filter(person=person)
        .select_related("ente")
        .prefetch_related("roles")
        .order_by("-is_main", "ends_on", "pk")
    )


def membership_to_switch(person: Person, pk: int) -> Membership:
    """One of the person's own places that works today; 404 for any other."""
    found = working_memberships(person, today=timezone.localdate()).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def open_enti_of(person: Person) -> set[int]:
    """The enti in which the person has, or waits for, a place."""
    rows = Membership.objects.filter(person=person, state__in=OPEN)
    return set(rows.values_list("ente_id", flat=True))


def territories_of(person: Person) -> set[str]:
    """The territories of those enti."""
    rows = Membership.objects.filter(person=person, state__in=OPEN)
    return set(rows.exclude(ente__territory=None).values_list("ente__territory_id", flat=True))


def visible_people(actor: Actor) -> QuerySet[Person]:
    """Persons the actor may know of: members, oneself, and those who wait for one's approval."""
    if not actor.is_known:
        return Person.objects.none()
    mine = Q(pk=actor.person_id)
    if not actor.is_member:
        return Person.objects.filter(mine)
    places = Membership.objects.filter(person=OuterRef("pk"))
    had_place = ~Q(state=PersonState.UNVERIFIED) & Exists(
        places.exclude(state__in=(MembershipState.PENDING, MembershipState.REJECTED))
    )
    waiting = _waiting_for(actor, places)
    return Person.objects.filter(mine | had_place | waiting)


def _waiting_for(actor: Actor, places) -> Q:
    if Role.UPI_ADMIN in actor.roles:
        return Q(pk__isnull=False)
    here = Q(pk__in=[])
    if not actor.roles.isdisjoint(ADMINISTRATORS):
        here |= Exists(places.filter(ente=actor.ente_id, state__in=OPEN))
    if Role.PROVINCE_ADMIN in actor.roles and actor.territory:
        here |= Exists(places.filter(ente__territory=actor.territory, state__in=OPEN))
    return here


# One person's card ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Card:
    """A person as this actor may see him: hidden fields are empty."""

    person: Person
    is_active: bool
    is_waiting: bool = False
    memberships: tuple[Membership, ...] = ()
    email: str = ""
    phone: str = ""
    bio: str = ""
    skills: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def card_of(pk: int, actor: Actor) -> Card:
    """Return a person's card; 404 for whom the actor may not know of."""
    person = visible_people(actor).filter(pk=pk).first()
    if person is None:
        raise Http404
    if person.state in CLOSED:
        return Card(person=person, is_active=False)
    return _card(person, actor)


def _card(person: Person, actor: Actor) -> Card:
    places = tuple(working_memberships(person, today=timezone.localdate()))
    is_waiting = not places and bool(open_enti_of(person))
    if not places and not is_waiting and person.pk != actor.person_id:
        return Card(person=person, is_active=False)
    shown = _fields_shown(person, actor, {place.ente_id for place in places})
    return Card(
        person=person,
        is_active=True,
        is_waiting=is_waiting,
        memberships=places,
        email=person.email if ProfileField.EMAIL in shown else "",
        phone=person.phone if ProfileField.PHONE in shown else "",
        bio=person.bio if ProfileField.BIO in shown else "",
        skills=tuple(person.skills) if ProfileField.SKILLS in shown else (),
        areas=_areas(places) if ProfileField.AREAS in shown else (),
    )


def _fields_shown(person: Person, actor: Actor, enti: set[int]) -> set[str]:
    return {field for field in ProfileField if may_see_field(person, field, actor, enti)}


def may_see_field(person: Person, field: str, actor: Actor, enti: Container[int]) -> bool:
    """Say whether the actor sees a field of the profile of a person who works for these enti."""
    allowed = {FieldVisibility.EVERYONE}
    if actor.ente_id in enti:
        allowed.add(FieldVisibility.ENTE)
    if actor.person_id == person.pk:
        allowed |= {FieldVisibility.ENTE, FieldVisibility.NOBODY}
    return person.visibility_of(field) in allowed


def _areas(places: Iterable[Membership]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for place in places for label in place.area_labels))


# Who reads a scope ------------------------------------------------------------------------------


def reading_memberships(scope: str) -> QuerySet[Membership]:
    """The memberships whose Actor carries this scope key: the other side of `actor_for`."""
    working = working_today()
    level, _colon, key = scope.partition(":")
    match scopes.level_of(scope):
        case scopes.Level.PUBLIC | scopes.Level.PLATFORM:
            return working
        case scopes.Level.PROVINCES:
            return working.filter(ente__kind__in=NETWORK_OF_PROVINCES)
        case scopes.Level.REGION:
            return working.filter(ente__kind__in=REGIONAL, ente__region_id=key)
        case scopes.Level.TERRITORY:
            return working.filter(in_territory(key, "ente__"))
        case scopes.Level.ENTE:
            return working.filter(ente_id=key)
        case scopes.Level.PERSON:
            return working.filter(person_id=key)
    members = CircleMember.objects.filter(
        circle_id=key, circle__kind=level, circle__closed_at__isnull=True
    )
    return working.filter(
        Q(person_id__in=members.exclude(person=None).values("person_id"))
        | Q(ente_id__in=members.exclude(ente=None).values("ente_id"))
    )


def in_territory(code: str, prefix: str = "") -> Q:
    """Enti of a territory; Unioni and the like by each territory they work in."""
    many = EnteTerritory.objects.filter(territory_id=code, valid_to__isnull=True)
    is_many = {f"{prefix}kind__in": MANY_TERRITORIES}
    return Q(**{f"{prefix}territory_id": code}) & ~Q(**is_many) | Q(
        **is_many, **{f"{prefix}pk__in": many.values("ente_id")}
    )


def readers(scope: str) -> QuerySet[Person]:
    """The active persons who may read what has this scope, whichever ente they act for."""
    if scopes.level_of(scope) == scopes.Level.PERSON:
        return Person.objects.filter(pk=scope.partition(":")[2], state=PersonState.ACTIVE)
    if scope == scopes.PUBLIC:
        return Person.objects.filter(state=PersonState.ACTIVE)
    found = reading_memberships(scope).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(found), state=PersonState.ACTIVE)


def may_person_read(person: Person, scope: str) -> bool:
    """«Guarda come…»: would this person, in any of his enti, read what has this scope."""
    return scope == scopes.PUBLIC or readers(scope).filter(pk=person.pk).exists()


# Signing in -------------------------------------------------------------------------------------


def person_of_login(*credentials: str) -> Person | None:
    """The account that somebody tried to sign in to, by user name or e-mail."""
    named = Q(pk__in=[])
    for given in credentials:
        named |= Q(username__iexact=given) | Q(email__iexact=given)
    return Person.objects.filter(named).first()


def is_address_of_another(email: str, person: Person) -> bool:
    return Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists()


def second_factors_of(person: Person) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=person, type__in=SECOND_FACTORS)


def has_other_second_factor(person: Person, authenticator: Authenticator) -> bool:
    """Something is left to prove oneself with when this one goes; recovery codes do not count."""
    if authenticator.type not in SECOND_FACTORS:
        return True
    return second_factors_of(person).exclude(pk=authenticator.pk).exists()


def needs_second_factor(person: Person) -> bool:
    """The settings ask administrators for a second factor, and the person is one."""
    if not settings.ADMINISTRATORS_NEED_SECOND_FACTOR:
        return False
    return working_today().filter(person=person, roles__role__in=STRONG_ROLES).exists()


def runs_the_platform(person: Person) -> bool:
    return working_today().filter(person=person, roles__role=Role.PLATFORM_ADMIN).exists()


def sessions_of(person: Person) -> QuerySet[UserSession]:
    return UserSession.objects.filter(user=person).order_by("-last_seen_at", "-pk")


def person_by_fiscal_code(code: str) -> Person | None:
    return Person.objects.filter(fiscal_code=code).first() if code else None
