"""From a person and a membership to an Actor: the only place where scope keys are given."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.actor import ANONYMOUS, Actor
from pico.core.enti.models import Ente, EnteTerritory
from pico.core.enti.terms import NETWORK_OF_PROVINCES, PROVINCES, EnteKind
from pico.core.foundation.prepared import Prepared, hold
from pico.core.generations import hand

from .models import CircleMember, Membership, MembershipRole, Person
from .terms import FAMILY, WORKING, PersonState

REGIONAL = (EnteKind.UPI_REGIONAL, *PROVINCES)
MANY_TERRITORIES = (EnteKind.UNION, EnteKind.MOUNTAIN_COMMUNITY, EnteKind.CONSORTIUM)


def working_today(today: date | None = None) -> QuerySet[Membership]:
    """The memberships that give access today, of active persons: the one place where this is said."""
    today = today or timezone.localdate()
    return Membership.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=today),
        state__in=WORKING,
        starts_on__lte=today,
        person__state=PersonState.ACTIVE,
    )


def working_memberships(person: Person, *, today: date) -> QuerySet[Membership]:
    """The memberships in which the person may act today, main one first."""
    return (
        working_today(today)
        .filter(person=person)
        .select_related("ente__territory", "ente__region")
        .prefetch_related("roles")
        .order_by("-is_main", "pk")
    )


def places_of(person: Person, *, today: date) -> list[Membership]:
    """As `working_memberships`, with their roles: what each request asks first.

    The rows are kept until a membership, a role or an ente changes, whoever's; the state of the
    person was read by this very request.
    """
    roles, rows = hand.kept(
        FAMILY,
        ("places", person.pk, person.state, today),
        lambda: (_ROLES.answer(person=person.pk), _PLACES.answer(person=person.pk, today=today)),
    )
    held: dict[int, list[MembershipRole]] = {}
    for role in roles.objects():
        held.setdefault(role.membership_id, []).append(role)
    places = rows.objects()
    for place in places:
        hold(place, "roles", held.get(place.pk, []))
    return places


_PLACES = Prepared(
    lambda *, person, today: (
        working_today(today)
        .filter(person=person)
        .select_related("ente__territory", "ente__region")
        .order_by("-is_main", "pk")
    )
)
_ROLES = Prepared(
    lambda *, person: MembershipRole.objects.filter(membership__person=person).order_by("pk")
)


def actor_for(person: Person, membership: Membership | None) -> Actor:
    """Build the Actor; without a membership only what is public and one's own can be read."""
    if not person.is_authenticated:
        return ANONYMOUS
    if membership is None or person.state != PersonState.ACTIVE:
        own = frozenset({scopes.PUBLIC, scopes.person(person.pk)})
        return Actor(person_id=person.pk, person_name=str(person), scopes=own)
    ente = membership.ente
    return Actor(
        person_id=person.pk,
        person_name=str(person),
        ente_id=ente.pk,
        ente_name=ente.name,
        ente_kind=ente.kind,
        membership_id=membership.pk,
        territory=ente.territory_id or "",
        region=ente.region_id or "",
        roles=frozenset(held.role for held in membership.roles.all()),
        scopes=hand.kept(
            FAMILY, ("scopes", person.pk, ente.pk), lambda: frozenset(_scopes(person, ente))
        ),
    )


def actor_for_ente(ente: Ente, *, name: str) -> Actor:
    """Build the Actor of a programme that speaks for an ente: its scopes, nobody's own, no role."""
    return Actor(
        person_name=name,
        ente_id=ente.pk,
        ente_name=ente.name,
        ente_kind=ente.kind,
        territory=ente.territory_id or "",
        region=ente.region_id or "",
        scopes=frozenset({*_scopes_of_ente(ente), *_keys(_CIRCLES_OF_ENTE.tuples(ente=ente.pk))}),
    )


def _scopes(person, ente):
    yield scopes.person(person.pk)
    yield from _scopes_of_ente(ente)
    yield from _keys(_CIRCLES.tuples(person=person.pk, ente=ente.pk))


def _scopes_of_ente(ente):
    yield from (scopes.PUBLIC, scopes.PLATFORM, scopes.ente(ente.pk))
    if ente.kind in NETWORK_OF_PROVINCES:
        yield scopes.PROVINCES
    if ente.kind in REGIONAL and ente.region_id:
        yield scopes.region(ente.region_id)
    if ente.kind in MANY_TERRITORIES:
        codes = EnteTerritory.objects.filter(ente=ente, valid_to__isnull=True)
        yield from map(scopes.territory, codes.values_list("territory_id", flat=True))
    elif ente.territory_id:
        yield scopes.territory(ente.territory_id)


def _circles(members: Q) -> QuerySet:
    circles = CircleMember.objects.filter(members, circle__closed_at__isnull=True)
    return circles.values_list("circle__kind", "circle_id")


_CIRCLES = Prepared(lambda *, person, ente: _circles(Q(person=person) | Q(ente=ente)))
_CIRCLES_OF_ENTE = Prepared(lambda *, ente: _circles(Q(ente=ente)))


def _keys(circles: list[tuple]) -> Iterator[str]:
    for kind, pk in circles:
        yield f"{kind}:{pk}"
