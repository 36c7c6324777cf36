"""Who opens a language of a site, and who translates."""

from enum import StrEnum

from pico.core.access.facts import has_role
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role
from pico.core.enti.permissions import runs_space

speaks_for_upi = has_role(
    Role.UPI_EDITOR, Role.UPI_ADMIN, Role.REGIONAL_EDITOR, Role.REGIONAL_ADMIN
)


class LanguagePermission(StrEnum):
    SEE = "portal.language.see"  # no subject: the entry of the menu
    OPEN = "portal.language.open"  # subject: the space
    TRANSLATE = "portal.language.translate"  # subject: the space


POLICY: Policy = {
    LanguagePermission.SEE: any_of(speaks_for_upi),
    LanguagePermission.OPEN: any_of((speaks_for_upi, runs_space)),
    LanguagePermission.TRANSLATE: any_of((speaks_for_upi, runs_space)),
}
