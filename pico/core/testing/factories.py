"""A small registry and its people for tests: Treviso, its Comuni and its neighbours."""

from datetime import date
from itertools import count

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from pico.core.access.actor import SYSTEM, Actor
from pico.core.enti.models import Ente, Region, Space, Territory, folded_names
from pico.core.enti.terms import EnteKind, SpaceKind, TerritoryKind
from pico.core.modules import registry
from pico.core.modules.actions import switch_module
from pico.core.people.actors import actor_for
from pico.core.people.models import Membership, MembershipRole, Person
from pico.core.people.terms import WORKING, MembershipState, PersonState

from . import cast

START = date(2026, 1, 1)
_numbers = count(1)

REGIONS = {
    "05": ("Veneto", "veneto"),
    "03": ("Lombardia", "lombardia"),
    "11": ("Marche", "marche"),
}
TERRITORIES = {
    "026": ("Treviso", "TV", "05"),
    "017": ("Brescia", "BS", "03"),
    "041": ("Pesaro e Urbino", "PU", "11"),
}


def make_territories() -> None:
    """Three Regioni and three territories, as in ISTAT's list."""
    Region.objects.bulk_create(
        (Region(code=code, name=name, slug=slug) for code, (name, slug) in REGIONS.items()),
        ignore_conflicts=True,
    )
    Territory.objects.bulk_create(
        (
            Territory(
                code=code, name=name, plate=plate, region_id=region, kind=TerritoryKind.PROVINCE
            )
            for code, (name, plate, region) in TERRITORIES.items()
        ),
        ignore_conflicts=True,
    )


def make_ente(name: str = "", kind: str = EnteKind.COMUNE, **fields) -> Ente:
    ente = new_ente(name, kind, **fields)
    ente.save()
    return ente


def new_ente(name: str = "", kind: str = EnteKind.COMUNE, **fields) -> Ente:
    """As `make_ente`, not written yet."""
    name = name or f"Comune di Prova {next(_numbers)}"
    fields.setdefault("short_name", name.split(" di ", 1)[-1])
    ente = Ente(name=name, kind=kind, **fields)
    ente.search_key = folded_names(ente)
    return ente


def make_space(ente: Ente, kind: str = SpaceKind.PROVINCIAL, **fields) -> Space:
    space = new_space(ente, kind, **fields)
    space.save()
    return space


def new_space(ente: Ente, kind: str = SpaceKind.PROVINCIAL, **fields) -> Space:
    """As `make_space`, not written yet."""
    fields.setdefault("name", ente.name)
    if kind != SpaceKind.NATIONAL:
        fields.setdefault("slug", ente.short_name.lower().replace(" ", "-"))
    return Space(ente=ente, kind=kind, **fields)


def make_person(username: str = "", **fields) -> Person:
    username = username or f"persona{next(_numbers)}"
    fields.setdefault("email", f"{username}@enti.pico.example")
    fields.setdefault("first_name", username.split(".")[0].capitalize())
    fields.setdefault("last_name", "Prova")
    fields.setdefault("state", PersonState.ACTIVE)
    return Person.objects.create_user(username=username, password=cast.PASSWORD, **fields)


def make_membership(person: Person, ente: Ente, *roles: str, **fields) -> Membership:
    fields.setdefault("state", MembershipState.ACTIVE)
    fields.setdefault("starts_on", START)
    membership = Membership.objects.create(person=person, ente=ente, **fields)
    for role in roles:
        MembershipRole.objects.create(membership=membership, role=role)
    return membership


def make_house() -> dict[str, Ente]:
    """The enti of the cast, by their key (IPA code, or the house's own), with the spaces of UPI, UPI Veneto and three Provinces.

    Few statements, for every test does so.
    """
    make_territories()
    upi = new_ente(
        "UPI – Unione Province d'Italia",
        EnteKind.UPI,
        ipa_code=cast.UPI,
        local_key=cast.UPI,
        short_name="UPI",
    )
    veneto = new_ente(
        "UPI Veneto",
        EnteKind.UPI_REGIONAL,
        local_key=cast.UPI_VENETO,
        region_id="05",
        short_name="UPI Veneto",
    )
    enti = {cast.UPI: upi, cast.UPI_VENETO: veneto}
    for ipa, (name, code) in {
        cast.TREVISO: ("Provincia di Treviso", "026"),
        cast.BRESCIA: ("Provincia di Brescia", "017"),
        cast.PESARO_URBINO: ("Provincia di Pesaro e Urbino", "041"),
    }.items():
        enti[ipa] = new_ente(
            name,
            EnteKind.PROVINCE,
            ipa_code=ipa,
            territory_id=code,
            region_id=TERRITORIES[code][2],
        )
    for ipa, name, istat in (
        (cast.COMUNE_1, "Comune di Castelfranco Veneto", "026012"),
        (cast.COMUNE_2, "Comune di Conegliano", "026021"),
        (cast.COMUNE_3, "Comune di Montebelluna", "026046"),
    ):
        enti[ipa] = new_ente(
            name,
            ipa_code=ipa,
            territory_id="026",
            region_id="05",
            istat_code=istat,
            belfiore=ipa.removeprefix("c_").upper(),
        )
    Ente.objects.bulk_create(enti.values())
    national = make_space(upi, SpaceKind.NATIONAL, name="UPI")
    regional = make_space(veneto, SpaceKind.REGIONAL, parent=national, slug="veneto")
    Space.objects.bulk_create(
        (
            new_space(enti[cast.TREVISO], parent=regional, slug="treviso"),
            new_space(enti[cast.BRESCIA], parent=national, slug="brescia"),
            new_space(enti[cast.PESARO_URBINO], parent=national, slug="pesaro-e-urbino"),
        )
    )
    return enti


def make_cast(enti: dict[str, Ente]) -> dict[str, Person]:
    """Everybody of the cast, by user name; written in three statements, for every test does so."""
    password = make_password(cast.PASSWORD)
    people = {
        part.username: Person(
            username=part.username,
            first_name=part.first_name,
            last_name=part.last_name,
            email=part.email,
            state=PersonState.ACTIVE,
            password=password,
        )
        for part in cast.CAST
    }
    Person.objects.bulk_create(people.values())
    places = Membership.objects.bulk_create(
        Membership(
            person=people[part.username],
            ente=enti[part.ente],
            office=part.office,
            state=MembershipState.ACTIVE if part.roles else MembershipState.PENDING,
            starts_on=START,
        )
        for part in cast.CAST
    )
    MembershipRole.objects.bulk_create(
        MembershipRole(membership=place, role=role)
        for place, part in zip(places, cast.CAST, strict=True)
        for role in part.roles
    )
    return people


def actor_of(person: Person) -> Actor:
    """The Actor of a person in his main ente."""
    membership = person.memberships.filter(state__in=WORKING).first()
    return actor_for(person, membership)


def actors_of(people: dict[str, Person]) -> dict[str, Actor]:
    """The Actors of these persons, by user name, as `actor_of`; their places are read at once."""
    places: dict[int, Membership] = {}
    working = Membership.objects.filter(state__in=WORKING, person__in=people.values())
    for place in working.select_related("ente").prefetch_related("roles").reverse():
        places[place.person_id] = place  # the first in order is the last to be written
    return {name: actor_for(person, places.get(person.pk)) for name, person in people.items()}


def switch_on(key: str, *slugs: str) -> None:
    """Switch a module on in these spaces, if it is part of this deployment."""
    module = registry.installed().get(key)
    for space in Space.objects.filter(slug__in=slugs if module else ()):
        switch_module(space=space, module=module, is_on=True, actor=SYSTEM, now=timezone.now())
