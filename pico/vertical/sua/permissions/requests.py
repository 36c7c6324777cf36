"""Who may do what with parameters, agreements, requests, the desk of the SUA."""

from enum import StrEnum

from pico.core.access.facts import is_known, is_member, runs_the_platform
from pico.core.access.policy import Policy, any_of

from .facts import (
    has_a_part,
    heads_an_ente,
    heads_the_sua,
    is_no_sua_worker,
    is_of_its_ente,
    is_of_its_sua,
    watches_the_sua,
    works_for_an_ente,
    works_for_the_sua,
)


class SuaPermission(StrEnum):
    HAVE_PART = "sua.part.have"  # there may be tenders, needs, RUP to read: what menus ask
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


REQUESTS: Policy = {
    SuaPermission.HAVE_PART: any_of(has_a_part),
    SuaPermission.READ_PARAMETERS: any_of(is_known),
    SuaPermission.CHANGE_PARAMETERS: any_of(runs_the_platform),
    SuaPermission.SEE_AGREEMENTS: any_of(
        (is_member, works_for_the_sua), works_for_an_ente, watches_the_sua
    ),
    SuaPermission.MAKE_AGREEMENT: any_of(heads_the_sua),
    SuaPermission.CHANGE_AGREEMENT: any_of((heads_the_sua, is_of_its_sua)),
    SuaPermission.ASK_ADHESION: any_of((heads_an_ente, is_no_sua_worker)),
    SuaPermission.WITHDRAW_ADHESION: any_of((heads_an_ente, is_of_its_ente)),
    SuaPermission.DECIDE_ADHESION: any_of((heads_the_sua, is_of_its_sua)),
    SuaPermission.SEE_REQUESTS: any_of(works_for_the_sua, works_for_an_ente, watches_the_sua),
    SuaPermission.BEGIN_REQUEST: any_of((works_for_an_ente, is_no_sua_worker)),
    SuaPermission.WRITE_REQUEST: any_of((works_for_an_ente, is_of_its_ente)),
    SuaPermission.APPROVE_REQUEST: any_of((heads_an_ente, is_of_its_ente)),
    SuaPermission.HANDLE_REQUEST: any_of((works_for_the_sua, is_of_its_sua)),
    SuaPermission.DECIDE_REQUEST: any_of((heads_the_sua, is_of_its_sua)),
    SuaPermission.SEE_BOARD: any_of(works_for_the_sua, watches_the_sua),
    SuaPermission.PLAN_CAPACITY: any_of(heads_the_sua),
}
