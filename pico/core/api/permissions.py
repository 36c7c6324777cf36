"""Who makes and revokes the keys of an ente."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_member
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS


class ApiPermission(StrEnum):
    MANAGE = "api.token.manage"


def is_of_my_ente(actor, token) -> bool:
    """The key is of the ente acted for; without a key: the ente's keys in general."""
    return token is None or token.ente_id == actor.ente_id


POLICY = {ApiPermission.MANAGE: any_of((is_member, has_role(*ADMINISTRATORS), is_of_my_ente))}
