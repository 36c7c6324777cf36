"""Who may do what with RUPs, loans, checks, contracts and qualifications."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_administrator, is_member, is_upi_administrator
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role

from ..terms.rup import HEADS
from .facts import heads_the_sua, is_of_its_ente, is_of_its_sua, works_for_the_sua


class RupPermission(StrEnum):
    SEE = "sua.rup.see"
    OPEN = "sua.rup.open"
    # Asked of a profile
    READ_ALL = (
        "sua.rup.read_all"  # conflicts, curriculum, story: never of who only reads the register
    )
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
    RupPermission.READ_ALL: any_of(
        is_its_person, (heads, is_of_its_ente), (works_for_the_sua, is_of_its_sua)
    ),
    RupPermission.VALIDATE: any_of((heads_the_sua, is_of_its_sua)),
    RupPermission.MANAGE: any_of((heads_the_sua, is_of_its_sua), (heads, is_of_its_ente)),
    RupPermission.ASK_LOAN: any_of(heads, works_for_the_sua),
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
    RupPermission.REGISTER: any_of(works_with_contracts, works_for_the_sua),
    RupPermission.CHANGE_CONTRACT: any_of(
        (works_with_contracts, is_of_its_ente), (works_for_the_sua, is_of_its_sua)
    ),
    RupPermission.QUALIFY: any_of(is_upi_administrator, (heads, is_of_its_ente)),
    RupPermission.IMPORT_QUALIFICATIONS: any_of(is_upi_administrator),
}
