"""Who does what in the Osservatorio. What is drawn from open data is for everybody."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_author, is_known, is_member
from pico.core.access.policy import any_of
from pico.core.access.terms import Role
from pico.core.enti.terms import PROVINCES, EnteKind


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


# The head of the SUA too: he asks for the CIG of the Province and of those that it buys for.
DATA_ROLES = (Role.PROVINCE_ADMIN, Role.DATA_ANALYST, Role.SUA_MANAGER)
answers_for_its_data = has_role(*DATA_ROLES)

LINK_POLICY = {
    LinkPermission.DECIDE: any_of(
        (keeps_the_data, acts_for_upi), (answers_for_its_data, concerns_it)
    ),
}


class SelfServePermission(StrEnum):
    KEEP = "observatory.view.keep"  # save a view, have it sent
    CHANGE = "observatory.view.change"  # rename, share, delete it
    WATCH = "observatory.threshold.keep"  # «avvisami se…», and its end


def is_of_the_person(actor, subject) -> bool:
    """The subject is his own; without a subject: his own in general."""
    return subject is None or subject.person_id == actor.person_id


SELFSERVE_POLICY = {
    SelfServePermission.KEEP: any_of(is_member),
    SelfServePermission.CHANGE: any_of((is_member, is_author)),
    SelfServePermission.WATCH: any_of((is_member, is_of_the_person)),
}


class QualityPermission(StrEnum):
    SEE = "observatory.quality.see"  # what is to fix in the Provinces that are one's own
    SEE_ALL = "observatory.quality.see_all"  # of every Province


QUALITY_POLICY = {
    QualityPermission.SEE: any_of(is_member),
    QualityPermission.SEE_ALL: any_of((keeps_the_data, acts_for_upi)),
}


class AgendaPermission(StrEnum):
    KEEP_INDICES = "observatory.index.keep"  # the register of indices
    SET_GOAL = "observatory.goal.set"  # the digital goals of one's own Province


def acts_for_a_province(actor, subject) -> bool:
    return actor.ente_kind in PROVINCES


AGENDA_POLICY = {
    AgendaPermission.KEEP_INDICES: any_of((keeps_the_data, acts_for_upi)),
    AgendaPermission.SET_GOAL: any_of(
        (has_role(Role.PROVINCE_ADMIN, Role.SIT_MANAGER, Role.SIT_OFFICER), acts_for_a_province)
    ),
}
POLICY = {
    **LAKE_POLICY,
    **DATA_POLICY,
    **LINK_POLICY,
    **SELFSERVE_POLICY,
    **QUALITY_POLICY,
    **AGENDA_POLICY,
}
