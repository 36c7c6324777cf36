"""Who keeps the contents of a site up to date."""

from enum import StrEnum

from pico.core.access.policy import Policy, any_of
from pico.core.enti.permissions import runs_space
from pico.portal.sites.staff import edits_sites


class FreshnessPermission(StrEnum):
    SEE = "portal.freshness.see"  # no subject: the entry of the menu
    KEEP = "portal.freshness.keep"  # subject: the space


POLICY: Policy = {
    FreshnessPermission.SEE: any_of(edits_sites),
    FreshnessPermission.KEEP: any_of((edits_sites, runs_space)),
}
