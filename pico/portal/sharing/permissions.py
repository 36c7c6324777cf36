"""Who shares downward, who proposes upward, who decides what a site receives (FEATURES §13.2)."""

from enum import StrEnum

from pico.core.access.policy import Policy, any_of
from pico.core.enti.permissions import runs_space
from pico.core.enti.terms import SpaceKind
from pico.portal.sites.staff import edits_sites


class SharingPermission(StrEnum):
    SEE = "portal.sharing.see"  # no subject: the entry of the menu
    SHARE = "portal.sharing.share"  # subject: the space of the page
    PROPOSE = "portal.sharing.propose"  # subject: the space of the page
    DECIDE = "portal.sharing.decide"  # subject: the space that is asked
    RECEIVE = "portal.sharing.receive"  # subject: the space that receives or adopts


def has_sites_below(actor, space) -> bool:
    """UPI nazionale and the UPI regionali share downward; a Province only proposes upward."""
    return space.kind in (SpaceKind.NATIONAL, SpaceKind.REGIONAL)


def has_a_site_above(actor, space) -> bool:
    return space.kind != SpaceKind.NATIONAL


POLICY: Policy = {
    SharingPermission.SEE: any_of(edits_sites),
    SharingPermission.SHARE: any_of((edits_sites, runs_space, has_sites_below)),
    SharingPermission.PROPOSE: any_of((edits_sites, runs_space, has_a_site_above)),
    SharingPermission.DECIDE: any_of((edits_sites, runs_space)),
    SharingPermission.RECEIVE: any_of((edits_sites, runs_space)),
}
