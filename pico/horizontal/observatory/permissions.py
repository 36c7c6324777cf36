"""Who does what in the Osservatorio. What is drawn from open data is for everybody."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_known
from pico.core.access.policy import any_of
from pico.core.access.terms import Role
from pico.core.enti.terms import EnteKind


class LakePermission(StrEnum):
    SEE_LOADS = "observatory.load.see"  # the register of loads, their reports
    LOAD = "observatory.load.load"  # bring a file, repeat, override a stop
    MATCH = "observatory.match.decide"  # confirm, refuse, undo who is who


def acts_for_upi(actor, subject) -> bool:
    return actor.ente_kind == EnteKind.UPI


keeps_the_data = has_role(Role.UPI_ADMIN, Role.PLATFORM_ADMIN, Role.DATA_ANALYST)

LAKE_POLICY = {
    LakePermission.SEE_LOADS: any_of((keeps_the_data, acts_for_upi)),
    LakePermission.LOAD: any_of((keeps_the_data, acts_for_upi)),
    LakePermission.MATCH: any_of((keeps_the_data, acts_for_upi)),
}


class DataPermission(StrEnum):
    READ = "observatory.data.read"  # the sections that are not for everybody, the records
    SETTLE = "observatory.flag.settle"  # say that a reported figure is right again


DATA_POLICY = {
    DataPermission.READ: any_of(is_known),
    DataPermission.SETTLE: any_of((keeps_the_data, acts_for_upi)),
}


class LinkPermission(StrEnum):
    DECIDE = "observatory.link.decide"  # asked of a pair: confirm, refuse, add, undo


def concerns_it(actor, pair) -> bool:
    """Acts for an ente whose project or whose lot it is (`queries.pairs.Pair.enti`)."""
    return actor.is_member and actor.ente_id in getattr(pair, "enti", ())


answers_for_its_data = has_role(Role.PROVINCE_ADMIN, Role.DATA_ANALYST)

LINK_POLICY = {
    LinkPermission.DECIDE: any_of(
        (keeps_the_data, acts_for_upi), (answers_for_its_data, concerns_it)
    ),
}
POLICY = {**LAKE_POLICY, **DATA_POLICY, **LINK_POLICY}
