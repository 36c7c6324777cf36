"""Who writes a site, who approves, who configures it (FEATURES §13.2, rows of the Portale)."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_administrator, runs_the_platform
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import EDITORS
from pico.core.enti.permissions import runs_space


class SitePermission(StrEnum):
    EDIT = "portal.site.edit"  # subject: the space
    APPROVE = "portal.site.approve"  # subject: the space
    MAKE = "portal.site.make"  # subject: the space


is_editor = has_role(*EDITORS)

POLICY: Policy = {
    SitePermission.EDIT: any_of((is_editor, runs_space), (is_administrator, runs_space)),
    SitePermission.APPROVE: any_of((is_administrator, runs_space)),
    SitePermission.MAKE: any_of(runs_the_platform, (is_administrator, runs_space)),
}
