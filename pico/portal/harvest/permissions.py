"""Who brings in the news of the institutional site."""

from enum import StrEnum

from pico.core.access.policy import Policy, any_of
from pico.core.enti.permissions import runs_space
from pico.portal.sites.staff import edits_sites


class HarvestPermission(StrEnum):
    SEE = "portal.harvest.see"  # no subject: the entry of the menu
    MANAGE = "portal.harvest.manage"  # subject: the space


POLICY: Policy = {
    HarvestPermission.SEE: any_of(edits_sites),
    HarvestPermission.MANAGE: any_of((edits_sites, runs_space)),
}
