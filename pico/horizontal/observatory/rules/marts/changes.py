"""Variants and subcontracts of the lots of the perimeter, with what filters ask of the lot."""

import ibis
from ibis.expr.types import Table

from .lots import ASKED, PERSON_CODE
from .tables import clean


def variants(lots_of_perimeter: Table) -> Table:
    """A line for each reason of each variant; `is_begun` says that the start of its contract is known."""
    lots = lots_of_perimeter.select("cig", "is_begun", *ASKED)
    rows = clean("variants").inner_join(lots, "cig")
    return rows.select("cig", "variant_id", "reason", "approved_on", "is_begun", *ASKED).distinct()


def subcontracts(lots_of_perimeter: Table) -> Table:
    """A line for each firm and category of each subcontract.

    The name and the code of a natural person stay out of the mart.
    """
    rows = clean("subcontracts").inner_join(lots_of_perimeter.select("cig", "ente_id"), "cig")
    is_person = (rows.fiscal_code.length() == PERSON_CODE).fill_null(False)
    return rows.select(
        "cig", "subcontract_id", "object", "category", "amount_class", "ente_id", "authorised_on",
        firm_code=ibis.cases((~is_person, rows.fiscal_code)),
        firm_name=ibis.cases((~is_person, rows.name)),
        is_person=is_person,
    ).distinct()  # fmt: skip
