"""A search as it stands in an address."""

from dataclasses import dataclass

from django.http import QueryDict

from .terms import LONGEST_QUERY, Facet, Order

MOST_VALUES = 20


@dataclass(frozen=True, slots=True)
class SearchAddress:
    """`q`, the chosen values of each facet, order and page; what cannot be read is left out."""

    text: str
    chosen: dict[Facet, tuple[str, ...]]
    order: Order
    page: int

    @classmethod
    def read(cls, query: QueryDict) -> "SearchAddress":
        order, page = query.get("ordina", ""), query.get("pagina", "1")
        return cls(
            text=query.get("q", "").replace("\x00", "")[:LONGEST_QUERY],
            chosen={facet: values for facet in Facet if (values := _values(query, facet))},
            order=Order(order) if order in Order.values else Order.RELEVANCE,
            page=int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )


def _values(query: QueryDict, facet: Facet) -> tuple[str, ...]:
    given = dict.fromkeys(
        value for value in query.getlist(facet.param) if value and "\x00" not in value
    )
    if facet in (Facet.ENTE, Facet.SITE, Facet.YEAR):
        given = {v: None for v in given if v.isascii() and v.isdigit() and len(v) < 10}
    return tuple(value[:100] for value in given)[:MOST_VALUES]
