"""The checks of the quality desk, each written once: which records it looks at, which are to fix."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import ibis
from ibis.expr.types import BooleanValue, Table

from ..terms.quality import WAITED_DAYS, Fault

CLOSED_STATUSES = ("REVOCATO", "CANCELLATO", "CHIUSO")
EARLIEST = date(2007, 1, 1)  # the first CIG


@dataclass(frozen=True, slots=True)
class Check:
    """`looked_at` and `to_fix` take the rows of a mart and the day the data speak of.

    What is to fix is always among what is looked at.
    """

    fault: Fault
    mart: str
    looked_at: Callable[[Table, date], BooleanValue]
    to_fix: Callable[[Table, date], BooleanValue]


def _day(day: date):
    return ibis.date(day.isoformat())


def _ended(rows: Table, day: date) -> BooleanValue:
    """The offers were due long enough before; where their day is not known, the publication."""
    waited = day - timedelta(days=WAITED_DAYS)
    return (rows.due_on.fill_null(rows.published_on) <= _day(waited)).fill_null(False)


def _is_active(rows: Table, _day_of_data: date) -> BooleanValue:
    return rows.status.upper().notin(CLOSED_STATUSES).fill_null(True)


def _cannot_be(rows: Table, day: date) -> BooleanValue:
    """A date before another that it follows, in the future, or before CIGs were."""
    return _any_known(
        rows.awarded_on < rows.published_on,
        rows.due_on < rows.published_on,
        rows.published_on > _day(day),
        rows.published_on < _day(EARLIEST),
    )


def _any_known(*conditions: BooleanValue) -> BooleanValue:
    found = ibis.literal(False)
    for one in conditions:
        found = found | one.fill_null(False)
    return found


CHECKS: dict[Fault, Check] = {
    one.fault: one
    for one in (
        Check(
            Fault.NO_OUTCOME, "m_lots", _ended,
            lambda rows, day: _ended(rows, day) & ~rows.has_outcome,
        ),
        Check(
            Fault.NO_CUP, "m_lots",
            lambda rows, _day_of_data: rows.is_pnrr.fill_null(False),
            lambda rows, _day_of_data: rows.is_pnrr.fill_null(False) & (rows.cup_count == 0),
        ),
        Check(
            Fault.NO_CIG, "m_projects", _is_active,
            lambda rows, day: _is_active(rows, day) & (rows.cig_count == 0),
        ),
        Check(
            Fault.NO_AMOUNT, "m_lots",
            lambda rows, _day_of_data: rows.is_awarded,
            lambda rows, _day_of_data: rows.is_awarded
            & (rows.award_amount.fill_null(Decimal(0)) <= Decimal(0)),
        ),
        Check(
            Fault.BAD_DATES, "m_lots",
            lambda rows, _day_of_data: rows.published_on.notnull(), _cannot_be,
        ),
    )
}  # fmt: skip


def counted(rows: Table, check: Check, day: date) -> Table:
    """Records to fix and looked at, by whose they are."""
    return rows.group_by("ente_id").aggregate(
        to_fix=check.to_fix(rows, day).sum().fill_null(0),
        looked_at=check.looked_at(rows, day).sum().fill_null(0),
    )
