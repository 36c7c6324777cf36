"""Who reads the register of what was done."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_member, runs_the_platform
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS, Role


class AuditPermission(StrEnum):
    READ = "audit.line.read"
    READ_ALL = "audit.line.read_all"


is_administrator = has_role(*ADMINISTRATORS, Role.PLATFORM_ADMIN)

POLICY = {
    AuditPermission.READ: any_of((is_member, is_administrator)),
    AuditPermission.READ_ALL: any_of(runs_the_platform),
}
