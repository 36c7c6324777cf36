"""Who lets persons and enti in, and who sees them out."""

from enum import StrEnum

from pico.core.access.facts import (
    is_administrator,
    is_known,
    is_province_administrator,
    is_upi_administrator,
)
from pico.core.access.policy import any_of
from pico.core.enti.terms import NETWORK_OF_PROVINCES

from .terms import Level


class AdhesionPermission(StrEnum):
    DECIDE_REQUEST = "adhesion.request.decide"  # subject: a pending membership, with `turn`
    SEE_REQUESTS = "adhesion.request.see"
    FIND_ENTE = "adhesion.registration.find_ente"
    INVITE = "adhesion.invitation.send"  # subject: the ente
    SEE_MEMBERS = "adhesion.member.see"
    MANAGE_MEMBERS = "adhesion.member.manage"  # subject: the ente
    LEAVE = "adhesion.member.leave"  # subject: the membership
    SEE_ADHESIONS = "adhesion.adhesion.see"
    OPEN_ADHESION = "adhesion.adhesion.open"  # subject: the ente that would join
    ASK_ADHESION = "adhesion.adhesion.ask"  # subject: the adhesion
    PREPARE_ADHESION = "adhesion.adhesion.prepare"  # subject: the adhesion
    REVIEW_ADHESION = "adhesion.adhesion.review"  # subject: the adhesion
    END_ADHESION = "adhesion.adhesion.end"  # subject: the adhesion


def runs_the_ente(actor, ente) -> bool:
    """Administers this very ente."""
    return ente is not None and actor.ente_id == ente.pk and is_administrator(actor, ente)


def runs_its_province(actor, ente) -> bool:
    """Administers the Province in whose territory the ente lies."""
    return (
        ente is not None
        and is_province_administrator(actor, ente)
        and bool(actor.territory)
        and ente.territory_id == actor.territory
        and ente.kind not in NETWORK_OF_PROVINCES
    )


def runs_the_ente_of_membership(actor, membership) -> bool:
    return runs_the_ente(actor, membership.ente)


def is_own_membership(actor, membership) -> bool:
    return actor.is_known and membership.person_id == actor.person_id


def is_his_turn(actor, membership) -> bool:
    """The request has reached his office: the ente's own administrators may always decide.

    Never one's own: a second pair of eyes lets a person in.
    """
    if is_own_membership(actor, membership):
        return False
    turn = getattr(membership, "turn", Level.ENTE)
    if runs_the_ente(actor, membership.ente):
        return True
    if turn >= Level.PROVINCE and runs_its_province(actor, membership.ente):
        return True
    return turn >= Level.UPI and is_upi_administrator(actor, membership)


def runs_the_joining_ente(actor, adhesion) -> bool:
    return adhesion is not None and runs_the_ente(actor, adhesion.ente)


def runs_the_counterpart(actor, adhesion) -> bool:
    return adhesion is not None and runs_the_ente(actor, adhesion.counterpart)


may_see_queues = any_of(is_administrator)
of_either_side = any_of(runs_the_joining_ente, runs_the_counterpart)

POLICY = {
    AdhesionPermission.DECIDE_REQUEST: any_of(is_his_turn),
    AdhesionPermission.SEE_REQUESTS: may_see_queues,
    AdhesionPermission.FIND_ENTE: any_of(is_upi_administrator),
    AdhesionPermission.INVITE: any_of(runs_the_ente, runs_its_province, is_upi_administrator),
    AdhesionPermission.SEE_MEMBERS: may_see_queues,
    AdhesionPermission.MANAGE_MEMBERS: any_of(runs_the_ente),
    AdhesionPermission.LEAVE: any_of((is_known, is_own_membership), runs_the_ente_of_membership),
    AdhesionPermission.SEE_ADHESIONS: may_see_queues,
    AdhesionPermission.OPEN_ADHESION: any_of(
        runs_the_ente, runs_its_province, is_upi_administrator
    ),
    AdhesionPermission.ASK_ADHESION: of_either_side,
    AdhesionPermission.PREPARE_ADHESION: of_either_side,
    AdhesionPermission.REVIEW_ADHESION: any_of(runs_the_counterpart),
    AdhesionPermission.END_ADHESION: of_either_side,
}
