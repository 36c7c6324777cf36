"""Who may do what in the SUA: permission names, and the facts that grant them; one map per noun."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_known, is_member, runs_the_platform
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role

from .models import Tender, TenderBody

# Requests ----------------------------------------------------------------------------------------


class SuaPermission(StrEnum):
    READ_PARAMETERS = "sua.parameters.read"
    CHANGE_PARAMETERS = "sua.parameters.change"
    SEE_AGREEMENTS = "sua.agreement.list"
    MAKE_AGREEMENT = "sua.agreement.make"
    CHANGE_AGREEMENT = "sua.agreement.change"  # asked of the agreement
    ASK_ADHESION = "sua.adhesion.ask"
    WITHDRAW_ADHESION = "sua.adhesion.withdraw"
    DECIDE_ADHESION = "sua.adhesion.decide"
    SEE_REQUESTS = "sua.request.list"
    BEGIN_REQUEST = "sua.request.begin"
    # Asked of the request
    WRITE_REQUEST = "sua.request.write"  # colleagues of the ente: the draft, files, answers
    APPROVE_REQUEST = "sua.request.approve"  # the head of the ente: sends, withdraws
    HANDLE_REQUEST = "sua.request.handle"  # officers of the SUA
    DECIDE_REQUEST = "sua.request.decide"  # the head of the SUA
    # The desk of the SUA
    SEE_BOARD = "sua.board.see"
    PLAN_CAPACITY = "sua.capacity.plan"


works_for_the_sua = has_role(Role.SUA_OFFICER, Role.SUA_MANAGER)
heads_the_sua = has_role(Role.SUA_MANAGER)
heads_an_ente = has_role(Role.SIGNATORY, Role.ENTE_ADMIN)
works_for_an_ente = has_role(Role.RUP, Role.ENTE_ADMIN, Role.SIGNATORY, Role.USER)


def is_of_its_ente(actor, subject) -> bool:
    """Acts for the ente that asks."""
    return actor.is_member and subject.ente_id == actor.ente_id


def is_of_its_sua(actor, subject) -> bool:
    """Acts for the Province that is asked."""
    return actor.is_member and subject.sua_id == actor.ente_id


def is_no_sua_worker(actor, subject) -> bool:
    """Officers of a SUA answer requests; they do not make them for their own Province here."""
    return not works_for_the_sua(actor, subject)


REQUESTS: Policy = {
    SuaPermission.READ_PARAMETERS: any_of(is_known),
    SuaPermission.CHANGE_PARAMETERS: any_of(runs_the_platform),
    SuaPermission.SEE_AGREEMENTS: any_of((is_member, works_for_the_sua), works_for_an_ente),
    SuaPermission.MAKE_AGREEMENT: any_of(heads_the_sua),
    SuaPermission.CHANGE_AGREEMENT: any_of((heads_the_sua, is_of_its_sua)),
    SuaPermission.ASK_ADHESION: any_of((heads_an_ente, is_no_sua_worker)),
    SuaPermission.WITHDRAW_ADHESION: any_of((heads_an_ente, is_of_its_ente)),
    SuaPermission.DECIDE_ADHESION: any_of((heads_the_sua, is_of_its_sua)),
    SuaPermission.SEE_REQUESTS: any_of(works_for_the_sua, works_for_an_ente),
    SuaPermission.BEGIN_REQUEST: any_of((works_for_an_ente, is_no_sua_worker)),
    SuaPermission.WRITE_REQUEST: any_of((works_for_an_ente, is_of_its_ente)),
    SuaPermission.APPROVE_REQUEST: any_of((heads_an_ente, is_of_its_ente)),
    SuaPermission.HANDLE_REQUEST: any_of((works_for_the_sua, is_of_its_sua)),
    SuaPermission.DECIDE_REQUEST: any_of((heads_the_sua, is_of_its_sua)),
    SuaPermission.SEE_BOARD: any_of(works_for_the_sua),
    SuaPermission.PLAN_CAPACITY: any_of(heads_the_sua),
}

# Tenders -----------------------------------------------------------------------------------------


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


answers_for_the_ente = has_role(Role.RUP, Role.ENTE_ADMIN, Role.SIGNATORY)

TENDERS: Policy = {
    TenderPermission.LIST: any_of(is_member),
    TenderPermission.OPEN: any_of(works_for_the_sua),
    TenderPermission.RUN: any_of((works_for_the_sua, runs_it)),
    TenderPermission.DECIDE: any_of((heads_the_sua, runs_it)),
    TenderPermission.HELP: any_of((works_for_the_sua, runs_it), (answers_for_the_ente, takes_part)),
    TenderPermission.EXECUTE: any_of(
        (works_for_the_sua, runs_it), (has_role(Role.RUP, Role.ENTE_ADMIN), takes_part)
    ),
    TenderPermission.TAKE_OVER: any_of((has_role(Role.RUP, Role.ENTE_ADMIN), is_handed_to_it)),
}

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGNS: Policy = {}

# RUP ---------------------------------------------------------------------------------------------

RUP: Policy = {}

POLICY: Policy = {**REQUESTS, **TENDERS, **CAMPAIGNS, **RUP}
