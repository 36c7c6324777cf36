"""Who may do what with tenders, their lots and what hangs on them."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_member
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role

from ..models import Tender, TenderBody
from .facts import answers_for_the_ente, heads_the_sua, works_for_the_sua


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
