"""What an indicator says of itself: its passport, and the one expression that counts it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from ibis.expr.types import Scalar, Table

from ..sources.shape import Licence

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Origin:
    """Where figures come from: whose data, which clean tables, with which licence, how often."""

    holder: Words
    datasets: Words
    tables: tuple[str, ...]
    licence: Licence
    frequency: Words
    mart: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number with one meaning everywhere.

    `value` and `cases` take the rows of the mart `origin.mart`, already narrowed, after `shaped` if
    there is one; both are one aggregate, so that a table may be grouped first. Under `fewest` cases
    the value is not told. `unit` is as it is written beside the number; `digits` its decimals.
    """

    key: str
    label: Words
    unit: Words
    definition: Words
    formula: Words
    origin: Origin
    value: Callable[[Table], Scalar]
    cases: Callable[[Table], Scalar]
    limits: Words = ""
    fewest: int = 0
    digits: int = 0
    shaped: Callable[[Table], Table] | None = None
    owner: Words = "UPI"
    is_public: bool = True
    # What stands behind the figure: the filters of the records that it counts.
    behind: str = ""

    @property
    def mart(self) -> str:
        return self.origin.mart


def measures(rows: Table, chosen: list[Indicator], by: list[str] | None = None) -> Table:
    """Return one aggregate of these indicators: a column each, and its cases as `<key>__n`.

    They must be of one mart and of one shape.
    """
    (shaped,) = {one.shaped for one in chosen}
    given = shaped(rows) if shaped else rows
    columns = {}
    for one in chosen:
        columns[one.key] = one.value(given)
        columns[f"{one.key}__n"] = one.cases(given)
    return given.group_by(by).aggregate(**columns) if by else given.aggregate(**columns)


def share(part: Scalar, whole: Scalar) -> Scalar:
    """Return a percentage; nothing of nothing."""
    return part.cast("float64") * 100 / whole.cast("float64").nullif(0)
