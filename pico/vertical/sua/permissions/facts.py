"""Facts that grant something in the SUA, whatever the noun."""

from pico.core.access.facts import has_role
from pico.core.access.terms import Role
from pico.core.enti.terms import EnteKind

from ..models import Contract, NeedAnswer, ProgrammeRow, RupProfile, TenderBody

ASSOCIATIONS = (EnteKind.UPI, EnteKind.UPI_REGIONAL)

works_for_the_sua = has_role(Role.SUA_OFFICER, Role.SUA_MANAGER)
# The administrator of the Province reads what its SUA does, and moves none of it.
watches_the_sua = has_role(Role.PROVINCE_ADMIN)
heads_the_sua = has_role(Role.SUA_MANAGER)
heads_an_ente = has_role(Role.SIGNATORY, Role.ENTE_ADMIN)
answers_for_the_ente = has_role(Role.RUP, Role.ENTE_ADMIN, Role.SIGNATORY)
works_for_an_ente = has_role(Role.RUP, Role.ENTE_ADMIN, Role.SIGNATORY, Role.USER)


def is_of_its_ente(actor, subject) -> bool:
    """Acts for the ente that asks, or answers."""
    return actor.is_member and subject.ente_id == actor.ente_id


def is_of_its_sua(actor, subject) -> bool:
    """Acts for the Province that is asked."""
    return actor.is_member and subject.sua_id == actor.ente_id


def has_a_part(actor, subject) -> bool:
    """Acts for an ente that turns to a SUA: an association of Provinces only if it did."""
    if not actor.is_member or actor.ente_kind not in ASSOCIATIONS:
        return actor.is_member
    return any(
        model.objects.filter(ente=actor.ente_id).exists()
        for model in (TenderBody, RupProfile, NeedAnswer, Contract, ProgrammeRow)
    )


def is_no_sua_worker(actor, subject) -> bool:
    """Officers of a SUA answer the enti; they do not ask for them here."""
    return not works_for_the_sua(actor, subject)
