"""What the state of a tender is, which documents a procedure wants: no rows here."""

from collections.abc import Collection, Iterable

from ..terms.procurement import WITH_WORKS, Procedure
from ..terms.tenders import LOT_FAILED, WAY, DocumentKind, LotState, TenderState

RANK = {state: place for place, state in enumerate(WAY)}


def least_advanced(states: Iterable[str]) -> TenderState:
    """Return the state of a tender: that of its least advanced lot still open.

    With none open, how they ended: desert if all are, cancelled if all are, not awarded otherwise.
    Raises ValueError without lots.
    """
    found = [LotState(state) for state in states]
    going = [state for state in found if state not in LOT_FAILED]
    if going:
        return TenderState(min(going, key=RANK.__getitem__).value)
    if not found:
        raise ValueError("A tender without lots has no state of theirs.")
    ends = set(found)
    if ends == {LotState.DESERT}:
        return TenderState.DESERT
    return TenderState.CANCELLED if ends == {LotState.CANCELLED} else TenderState.UNSUCCESSFUL


def required_kinds(*, procedure: str, contract_kind: str) -> tuple[DocumentKind, ...]:
    """Return the documents that a procedure wants before its notice, in the order of the checklist."""
    wanted = [DocumentKind.DECISION, DocumentKind.PROJECT]
    if contract_kind not in WITH_WORKS or procedure != Procedure.DIRECT:
        wanted.append(DocumentKind.SPECIFICATION)
    if procedure in (Procedure.DIRECT, Procedure.ADHESION):
        return (*wanted, DocumentKind.INVITATION)
    wanted += [DocumentKind.CONTRACT_DRAFT, DocumentKind.INDICTION]
    if procedure == Procedure.NEGOTIATED:
        return (*wanted, DocumentKind.INVITATION, DocumentKind.INVITED, DocumentKind.DGUE)
    return (*wanted, DocumentKind.NOTICE, DocumentKind.RULES, DocumentKind.DGUE)


def missing_kinds(
    *, procedure: str, contract_kind: str, present: Collection[str]
) -> list[DocumentKind]:
    """Return what the checklist still lacks."""
    wanted = required_kinds(procedure=procedure, contract_kind=contract_kind)
    return [kind for kind in wanted if kind not in present]


def card_chain(*, procedure: str, is_above_eu: bool, is_awarded: bool | None) -> tuple[str, ...]:
    """Return the cards of PCP that usually follow one another (domain facts 6.3).

    `is_awarded` is None while nobody knows.
    """
    if procedure == Procedure.DIRECT:
        return ("AD3", "SC1", "I1", "CO1")
    if procedure == Procedure.ADHESION:
        return ("AD4", "SC1", "I1", "CO1")
    start = "P7_1_3" if procedure == Procedure.NEGOTIATED else ("P1_16" if is_above_eu else "P2_16")
    award = "A1_29" if is_above_eu else "A2_29"
    if is_awarded is False:
        return (start, "S2", "NAG")
    return (start, "S2", award, "SC1", "I1", "SA1", "CO1", "CL1")
