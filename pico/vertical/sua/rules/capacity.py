"""Capacity of an ente in a lot of an aggregated tender, and the card of what it orders: no rows here."""

from decimal import Decimal

from ..terms.procurement import Technique


def residual(*, ceiling: Decimal, used: Decimal, given: Decimal, taken: Decimal) -> Decimal:
    """Return what an ente may still order: its quota, less what it ordered and gave, plus what it took.

    Never below zero in a lot whose sums hold; a negative one is a ValueError.
    """
    left = ceiling - used - given + taken
    if left < 0:
        raise ValueError("More was ordered or given than there was.")
    return left


def derived_card(*, technique: str, has_new_competition: bool) -> tuple[str, str]:
    """Return the card of PCP for a derived contract, and why (ANAC, orientamento of the PCP desk).

    One contract per ente of a plain tender is its SC1; an adhesion to a framework agreement is AD4
    without a new competition, P6_2 with one.
    """
    if technique != Technique.FRAMEWORK:
        return "SC1", "contratto di ciascun ente sulla stessa aggiudicazione"
    if has_new_competition:
        return "P6_2", "adesione con riapertura del confronto: CIG derivato"
    return "AD4", "adesione senza nuovo confronto competitivo"
