"""A dataset made from the marts: its rows, and what it owes to the data it derives from."""

from collections.abc import Callable
from dataclasses import dataclass

from ibis.expr.types import Table

from pico.core.modules.open_data import Described, OpenLicence

from ..sources import EVERY
from ..sources.shape import Source

STRICTNESS = list(OpenLicence)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfMart(Described):
    """`rows` is an expression over the marts with the declared columns, sorted by `order`.

    `tables` are the clean tables that it derives from: sources and licence follow from them.
    """

    rows: Callable[[], Table]
    tables: tuple[str, ...]
    order: tuple[str, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The datasets of others that it is made of."""
        wanted = set(self.tables)
        return tuple(
            one for one in EVERY if wanted & {output.table for output in one.outputs}
        )  # fmt: skip

    @property
    def licence(self) -> OpenLicence:
        """The licence that asks most of those of its sources: share-alike passes on to what derives."""
        return strictest(one.licence.code for one in self.sources)


def strictest(codes) -> OpenLicence:
    """Return of several licences, by code, the one that asks most; CC BY 4.0 where there is none."""
    found = [OpenLicence(code) for code in codes]
    return max(found, key=STRICTNESS.index, default=OpenLicence.CC_BY)
