"""Who says where the old addresses of a site lead: its editors."""

from enum import StrEnum

from pico.core.access.policy import Policy, any_of
from pico.core.enti.permissions import runs_space
from pico.portal.sites.staff import edits_sites


class RedirectPermission(StrEnum):
    SEE = "portal.redirects.see"  # no subject: the entry of the menu
    MANAGE = "portal.redirects.manage"  # subject: the space


POLICY: Policy = {
    RedirectPermission.SEE: any_of(edits_sites),
    RedirectPermission.MANAGE: any_of((edits_sites, runs_space)),
}
