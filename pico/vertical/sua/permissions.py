"""Who may do what in the SUA: permission names, and the facts that grant them; one map per noun."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_administrator, is_member, is_upi_administrator
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role

from .models import Tender, TenderBody
from .terms.rup import HEADS

REQUESTS: Policy = {}


class TenderPermission(StrEnum):
    LIST = "sua.tender.list"
    OPEN = "sua.tender.open"
    # Asked of the tender, or of what belongs to one
    RUN = "sua.tender.run"  # the SUA's officers: data, persons, documents, steps
    DECIDE = "sua.tender.decide"  # its head: revoke, cancel
    HELP = "sua.tender.help"  # the enti of the tender: documents of theirs, their persons
    EXECUTE = "sua.lot.execute"  # contract and after: the ente's RUP, or the SUA
    TAKE_OVER = "sua.hand_over.answer"  # asked of the hand-over


def tender_of(subject) -> Tender:
    """The tender itself, of a lot, of what hangs on either."""
    if isinstance(subject, Tender):
        return subject
    return subject.tender if hasattr(subject, "tender") else subject.lot.tender


def runs_it(actor, subject) -> bool:
    """Acts for the SUA whose tender it is."""
    return actor.is_member and tender_of(subject).sua_id == actor.ente_id


def takes_part(actor, subject) -> bool:
    """Acts for an ente of the tender; asked for each button, it is kept with the tender in memory."""
    tender = tender_of(subject)
    if not actor.is_member:
        return False
    known = tender.__dict__.setdefault("_places", {})
    if actor.ente_id not in known:
        places = TenderBody.objects.filter(tender=tender.pk, ente=actor.ente_id)
        known[actor.ente_id] = places.exists()
    return known[actor.ente_id]


def is_handed_to_it(actor, hand_over) -> bool:
    """Acts for the ente that is given the lot."""
    return actor.is_member and hand_over.ente_id == actor.ente_id


works_in_the_sua = has_role(Role.SUA_MANAGER, Role.SUA_OFFICER)
heads_the_sua = has_role(Role.SUA_MANAGER)
answers_for_the_ente = has_role(Role.RUP, Role.ENTE_ADMIN, Role.SIGNATORY)

TENDERS: Policy = {
    TenderPermission.LIST: any_of(is_member),
    TenderPermission.OPEN: any_of(works_in_the_sua),
    TenderPermission.RUN: any_of((works_in_the_sua, runs_it)),
    TenderPermission.DECIDE: any_of((heads_the_sua, runs_it)),
    TenderPermission.HELP: any_of((works_in_the_sua, runs_it), (answers_for_the_ente, takes_part)),
    TenderPermission.EXECUTE: any_of(
        (works_in_the_sua, runs_it), (has_role(Role.RUP, Role.ENTE_ADMIN), takes_part)
    ),
    TenderPermission.TAKE_OVER: any_of((has_role(Role.RUP, Role.ENTE_ADMIN), is_handed_to_it)),
}
CAMPAIGNS: Policy = {}


# RUP ---------------------------------------------------------------------------------------------


class RupPermission(StrEnum):
    SEE = "sua.rup.see"
    OPEN = "sua.rup.open"
    # Asked of a profile
    CHANGE = "sua.rup.change"
    VALIDATE = "sua.rup.validate"
    MANAGE = "sua.rup.manage"  # suspend, cease
    # Asked of a loan; of nothing for asking one
    ASK_LOAN = "sua.loan.ask"
    LEND = "sua.loan.lend"
    BORROW = "sua.loan.borrow"
    END_LOAN = "sua.loan.end"
    SUCCEED = "sua.succession.make"
    # Checks
    CHECK = "sua.check.run"
    HEAL = "sua.cup.heal"
    CONFIRM_CIG = "sua.cig.confirm"
    REMEDY = "sua.error.change"
    # Contracts, programme: asked of a row, or of nothing for one's own ente
    REGISTER = "sua.contract.register"
    CHANGE_CONTRACT = "sua.contract.change"
    QUALIFY = "sua.qualification.change"
    IMPORT_QUALIFICATIONS = "sua.qualification.import"


def is_its_person(actor, subject) -> bool:
    """The profile is the actor's own, in the ente acted for."""
    return (
        actor.is_member
        and subject.person_id == actor.person_id
        and subject.ente_id == actor.ente_id
    )


def is_of_its_ente(actor, subject) -> bool:
    return actor.is_member and subject.ente_id == actor.ente_id


def is_of_its_sua(actor, subject) -> bool:
    return actor.is_member and subject.sua_id == actor.ente_id


def is_of_the_lender(actor, subject) -> bool:
    return actor.is_member and subject.lender_id == actor.ente_id


def is_of_the_borrower(actor, subject) -> bool:
    return actor.is_member and subject.borrower_id == actor.ente_id


def found_it(actor, subject) -> bool:
    """The missing CUP stands in a file that the ente acted for had checked."""
    return actor.is_member and subject.check_of.owner_id == actor.ente_id


heads = has_role(*HEADS)
works_with_contracts = has_role(*HEADS, Role.RUP)

RUP: Policy = {
    RupPermission.SEE: any_of(is_member),
    RupPermission.OPEN: any_of(is_member),
    RupPermission.CHANGE: any_of(is_its_person, (heads, is_of_its_ente)),
    RupPermission.VALIDATE: any_of((heads_the_sua, is_of_its_sua)),
    RupPermission.MANAGE: any_of((heads_the_sua, is_of_its_sua), (heads, is_of_its_ente)),
    RupPermission.ASK_LOAN: any_of(heads, works_in_the_sua),
    RupPermission.LEND: any_of((heads, is_of_the_lender), (heads_the_sua, is_of_the_lender)),
    RupPermission.BORROW: any_of((heads, is_of_the_borrower), (heads_the_sua, is_of_the_borrower)),
    RupPermission.END_LOAN: any_of(
        (heads, is_of_the_lender), (heads, is_of_the_borrower), (heads_the_sua, is_of_its_sua)
    ),
    RupPermission.SUCCEED: any_of(heads, heads_the_sua),
    RupPermission.CHECK: any_of(is_member),
    RupPermission.HEAL: any_of(found_it, is_of_its_ente),
    RupPermission.CONFIRM_CIG: any_of(heads_the_sua, is_administrator),
    RupPermission.REMEDY: any_of(is_upi_administrator, heads_the_sua),
    RupPermission.REGISTER: any_of(works_with_contracts, works_in_the_sua),
    RupPermission.CHANGE_CONTRACT: any_of(
        (works_with_contracts, is_of_its_ente), (works_in_the_sua, is_of_its_sua)
    ),
    RupPermission.QUALIFY: any_of(is_upi_administrator, (heads, is_of_its_ente)),
    RupPermission.IMPORT_QUALIFICATIONS: any_of(is_upi_administrator),
}

POLICY: Policy = {**REQUESTS, **TENDERS, **CAMPAIGNS, **RUP}
