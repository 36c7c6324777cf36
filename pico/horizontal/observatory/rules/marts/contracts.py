"""What comes after an award, lot by lot: how contracts begin and end, how many variants they had."""

import ibis
from ibis import _
from ibis.expr.types import Table

from .tables import clean


def by_lot() -> Table:
    """One line per CIG of which a file says something.

    A lot awarded in parts has several contracts: it begins with the first and ends with the last.
    """
    counts = (_counted("variants", "variant_id"), _counted("subcontracts", "subcontract_id"))
    return _joined(_starts(), _ends(), *counts)


def starts_and_ends() -> Table:
    """The same of the days of the contract alone."""
    return _joined(_starts(), _ends())


def _joined(*parts: Table) -> Table:
    """Every CIG that a part knows, with what each knows of it."""
    found = ibis.union(*(one.select("cig") for one in parts), distinct=True)
    for one in parts:
        found = found.left_join(one, "cig").drop("cig_right")
    return found


def _starts() -> Table:
    return (
        clean("contract_starts")
        .group_by("cig")
        .aggregate(
            signed_on=_.signed_on.min(),
            started_on=_.started_on.min(),
            term_on=_.due_on.max(),
            is_begun=ibis.literal(True),
        )
    )


def _ends() -> Table:
    return (
        clean("contract_ends")
        .group_by("cig")
        .aggregate(
            ended_on=_.ended_on.max(),
            stopped_on=_.stopped_on.max(),
            stop_reason=_.reason.max(),
            extension_days=_.extension_days.max(),
        )
    )


def _counted(table: str, key: str) -> Table:
    rows = clean(table)
    return rows.group_by("cig").aggregate(rows[key].nunique().name(table))
