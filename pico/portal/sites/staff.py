"""Who works at a site today: its editors, and whom its tasks wait for."""

from pico.core.access.facts import has_role
from pico.core.access.terms import EDITORS, Role
from pico.core.enti.models import Space
from pico.core.people.models import Person
from pico.core.people.queries import working_today

EDITING_ROLES = (*EDITORS, Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
edits_sites = has_role(*EDITING_ROLES)


def editors_of(space: Space) -> set[int]:
    """Who writes or runs the site of a space today."""
    members = working_today().filter(ente=space.ente_id, roles__role__in=EDITING_ROLES)
    return set(members.values_list("person_id", flat=True))


def colleagues_of(space: Space):
    """Everybody who works today in the ente of a space."""
    members = working_today().filter(ente=space.ente_id)
    return Person.objects.filter(pk__in=members.values("person")).order_by("last_name", "pk")


def role_to_ask(space: Space) -> str:
    """The role that a task of the site waits for: its editors', else its administrators'."""
    members = working_today().filter(ente=space.ente_id, roles__role__in=EDITING_ROLES)
    held = set(members.values_list("roles__role", flat=True))
    return next((role for role in EDITING_ROLES if role in held), "")
