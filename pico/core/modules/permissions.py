"""Who switches modules on and off, and changes settings, in a space."""

from enum import StrEnum

from pico.core.access.facts import has_role
from pico.core.access.policy import any_of
from pico.core.access.terms import Role


class ModulesPermission(StrEnum):
    SWITCH = "modules.module.switch"
    SET = "modules.setting.change"


def runs_the_space(actor, space) -> bool:
    """The space belongs to the ente acted for."""
    return actor.is_member and space is not None and space.ente_id == actor.ente_id


is_space_admin = has_role(Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
is_platform_admin = has_role(Role.PLATFORM_ADMIN)

RULE = any_of((runs_the_space, is_space_admin), is_platform_admin)

POLICY = {ModulesPermission.SWITCH: RULE, ModulesPermission.SET: RULE}
