"""Who may see and change the accounts of others."""

from enum import StrEnum

from pico.core.access.facts import (
    has_role,
    is_administrator,
    is_province_administrator,
    is_upi_administrator,
)
from pico.core.access.policy import any_of
from pico.core.access.terms import EDITORS, Role

from . import queries


class PeoplePermission(StrEnum):
    EDIT = "people.person.edit"
    SUSPEND = "people.person.suspend"
    SEE_WAITING = "people.person.see_waiting"
    PUBLISH_OPENLY = "people.scope.publish_openly"


def is_the_person(actor, person) -> bool:
    """The account is one's own."""
    return actor.is_known and person is not None and actor.person_id == person.pk


def is_another(actor, person) -> bool:
    """The account is somebody else's."""
    return actor.is_known and person is not None and actor.person_id != person.pk


def is_not_above(actor, person) -> bool:
    """Who runs the platform is touched only by who runs it too."""
    return Role.PLATFORM_ADMIN in actor.roles or not queries.runs_the_platform(person)


def works_only_here(actor, person) -> bool:
    """Every open place of the person is in the ente acted for."""
    return actor.is_member and queries.open_enti_of(person) == {actor.ente_id}


def has_a_place_here(actor, person) -> bool:
    """The person has, or waits for, a place in the ente acted for."""
    return actor.is_member and actor.ente_id in queries.open_enti_of(person)


def waits_in_the_territory(actor, person) -> bool:
    """The person has, or waits for, a place in an ente of the actor's territory."""
    return bool(actor.territory) and actor.territory in queries.territories_of(person)


speaks_for_a_space = has_role(*EDITORS, Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)

POLICY = {
    PeoplePermission.EDIT: any_of(is_the_person),
    PeoplePermission.SUSPEND: any_of(
        (is_another, is_administrator, works_only_here, is_not_above),
        (is_another, is_upi_administrator, is_not_above),
    ),
    PeoplePermission.SEE_WAITING: any_of(
        is_the_person,
        (is_administrator, has_a_place_here),
        (is_province_administrator, waits_in_the_territory),
        is_upi_administrator,
    ),
    PeoplePermission.PUBLISH_OPENLY: any_of(speaks_for_a_space),
}
