"""What every engine of full text offers to the search."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pico.core.search.models import SearchEntry
from pico.core.search.parsing import Query
from pico.core.search.terms import Facet, Order


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reader may find: the scopes he reads and the modules that exist where he is."""

    scopes: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """A search: words, reader, chosen values of facets, and the order of the results."""

    query: Query
    reader: Reader
    chosen: Mapping[Facet, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Counts:
    """How many results, and how many for each value of a facet if it were chosen alone.

    `is_capped`: there are more than these; counting stops at a limit.
    """

    total: int
    facets: Mapping[Facet, Mapping[str, int]]
    is_capped: bool = False


class Backend(Protocol):
    """The reader's scopes go into the engine's own query: nothing is filtered afterwards."""

    def save(self, entries: list[SearchEntry]) -> None:
        """Index rows that were just stored."""

    def forget(self, entries: Iterable[int]) -> None:
        """Drop rows that are about to be deleted."""

    def page(self, ask: Ask, *, offset: int, limit: int) -> list[int]:
        """Return the ids of a page of results, best first."""

    def counts(self, ask: Ask) -> Counts:
        """Count the results and the values of the facets."""

    def suggest(self, query: Query, reader: Reader, *, limit: int) -> list[int]:
        """Return the ids of entries whose title has words that start so."""
