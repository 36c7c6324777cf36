"""Who makes and revokes the keys of an ente."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_known, is_member
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS


class ApiPermission(StrEnum):
    MANAGE = "api.token.manage"
    USE_PROGRAMS = "api.app_password.use"


def is_of_my_ente(actor, token) -> bool:
    """The key is of the ente acted for; without a key: the ente's keys in general."""
    return token is None or token.ente_id == actor.ente_id


def is_my_own(actor, password) -> bool:
    """The password is of the person himself; without a password: his own in general."""
    return password is None or password.membership.person_id == actor.person_id


POLICY = {
    ApiPermission.MANAGE: any_of((is_member, has_role(*ADMINISTRATORS), is_of_my_ente)),
    ApiPermission.USE_PROGRAMS: any_of((is_member, is_known, is_my_own)),
}
