"""Funding of PA digitale 2026 in the Comuni of the perimeter (domain facts, 6)."""

import ibis
from ibis import _
from ibis.expr.types import Table, Value

from ...terms.agenda import CALL_NAMES, OF_COMUNI, PAID_OUT, RENOUNCED
from .perimeter import KINDS, towns
from .tables import clean


def digital() -> Table:
    """One row per funded application of a Comune; `ente_id` is the Province it stands in.

    `year` is that of the decree, `done_year` that of the payment after the project was certified.
    """
    rows = _in_places_of_today(clean("digital_funding").filter(_.body_type.upper() == OF_COMUNI))
    bodies = clean("bodies").filter(_.kind.isin(KINDS)).select("ente_id", "province_code")
    rows = rows.inner_join(bodies, "province_code")
    is_done = (rows.status == PAID_OUT).fill_null(False)
    return rows.mutate(
        measure=_measure(rows["call"].upper()),
        year=rows.funded_on.year(),
        is_done=is_done,
        is_dropped=(rows.status == RENOUNCED).fill_null(False),
        done_year=ibis.cases((is_done, rows.status_on.year())),
    )


def _in_places_of_today(rows: Table) -> Table:
    """The rows with the code of their Comune and its Province as they are today."""
    known = towns().select("code", place="place", province_today="province_code")
    joined = rows.left_join(known, rows.place_istat == known.code)
    return joined.mutate(
        place_istat=ibis.coalesce(joined.place, joined.place_istat),
        province_code=ibis.coalesce(joined.province_today, joined.province_code),
    ).drop("code", "place", "province_today")


def _measure(call: Value) -> Value:
    """The measure of a call by the beginning of its name; nothing where none is known."""
    found = []
    for name in CALL_NAMES:
        fits = call.startswith(name.start)
        found.append((fits & call.contains(name.words) if name.words else fits, name.call.value))
    return ibis.cases(*found, else_=ibis.null("string"))
