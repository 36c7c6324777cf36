"""Which figures of the law a tender asks for, and the dates that follow: no rows here."""

from datetime import date, timedelta

from ..terms.procurement import Criterion, Procedure, Technique

LENGTH_NAMES = {
    Procedure.OPEN: "aperta",
    Procedure.RESTRICTED: "ristretta",
    Procedure.COMPETITIVE: "competitiva",
    Procedure.NEGOTIATED: "negoziata",
    Procedure.DIALOGUE: "dialogo",
    Procedure.INNOVATION: "innovazione",
}
ONLY_QUALITY = (Procedure.DIALOGUE, Procedure.INNOVATION)


def bids_key(*, procedure: str, is_urgent: bool) -> str:
    """The parameter with the shortest time for bids; empty where the law sets none."""
    match procedure:
        case Procedure.OPEN:
            return "termine.aperta.offerte" + (".ridotto" if is_urgent else "")
        case Procedure.RESTRICTED:
            return "termine.ristretta.offerte" + (".urgenza" if is_urgent else "")
        case Procedure.COMPETITIVE:
            return "termine.competitiva.offerte"
    return ""


def length_key(*, procedure: str, criterion: str) -> str:
    """The parameter with the longest time from notice to award (All. I.3); empty where there is none."""
    name = LENGTH_NAMES.get(Procedure(procedure), "")
    if not name:
        return ""
    by_price = criterion == Criterion.LOWEST_PRICE and procedure not in ONLY_QUALITY
    return f"durata_massima.{'prezzo' if by_price else 'oepv'}.{name}"


def contract_key(*, is_above_eu: bool) -> str:
    """The parameter with the time for the contract: from efficacy above the EU threshold, else from award."""
    return "termine.contratto" if is_above_eu else "termine.contratto.sotto_soglia"


def stands_still(
    *, is_above_eu: bool, admitted: int | None, technique: str, procedure: str
) -> bool:
    """Say whether the contract waits for the stand-still (art. 18, cc. 3-4).

    Not below the EU threshold, with one bid alone, for what is bought on a framework agreement or in a
    dynamic system.
    """
    if not is_above_eu or procedure == Procedure.ADHESION:
        return False
    return admitted != 1 and technique != Technique.DYNAMIC


def first_day_for_bids(published_on: date, days: int) -> date:
    """The first day on which bids may end; the day of the notice is not counted."""
    return published_on + timedelta(days=days)
