"""What PostgreSQL and SQLite have in common: one query over one table, scopes inside it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from pico.core.search.models import SearchEntry
from pico.core.search.parsing import Query
from pico.core.search.terms import COUNT_LIMIT, Facet, Order

from .base import Ask, Counts, Reader

TABLE = "search_searchentry"
NUMBERS = (Facet.ENTE, Facet.SITE, Facet.YEAR)
Part = tuple[str, list[Any]]  # SQL and its parameters


def both(parts: Iterable[Part]) -> Part:
    """Join conditions with AND."""
    parts = list(parts)
    return (
        " AND ".join(sql for sql, _ in parts) or "1 = 1",
        [value for _, values in parts for value in values],
    )


def one_of(column: str, values: Sequence[Any]) -> Part:
    if not values:
        return "1 = 0", []
    return f"{column} IN ({', '.join(['%s'] * len(values))})", list(values)


class SqlBackend:
    """Builds the queries; a database says how it matches words and how it ranks."""

    source = TABLE  # what the rows are read from
    each = "json_each({})"  # the values of a list, one a row, in the column `value`

    def matches(self, query: Query) -> list[Part]:
        raise NotImplementedError

    def ranking(self, query: Query) -> Part:
        """The ORDER BY of relevance, best first."""
        raise NotImplementedError

    def save(self, entries: list[SearchEntry]) -> None:
        raise NotImplementedError

    def forget(self, entries: Iterable[int]) -> None:
        """Nothing: the database drops the words with the row."""

    def page(self, ask: Ask, *, offset: int, limit: int) -> list[int]:
        where, values = both((*self.base(ask), *self.chosen(ask)))
        order, order_values = self.order(ask)
        return [
            row[0]
            for row in rows(
                f"SELECT e.id FROM {self.tables(ask.query)} WHERE {where}"  # noqa: S608
                f" ORDER BY {order} LIMIT %s OFFSET %s",
                [*values, *order_values, limit, offset],
            )
        ]

    def counts(self, ask: Ask) -> Counts:
        """Count up to a limit, in one query: a facet is counted as if nothing were chosen in it."""
        where, values = both(self.base(ask))
        columns = ", ".join(f"e.{facet.value}" for facet in Facet)
        sql = (
            f"WITH matched AS MATERIALIZED (SELECT {columns} FROM {self.tables(ask.query)}"  # noqa: S608
            f" WHERE {where} LIMIT {COUNT_LIMIT + 1})"
        )
        parts = [self.facet_count(ask, facet) for facet in Facet]
        total, total_values = both(self.chosen(ask, alias="matched"))
        parts.append((f"SELECT '', '', COUNT(*) FROM matched WHERE {total}", total_values))  # noqa: S608
        parts.append(("SELECT '', 'all', COUNT(*) FROM matched", []))
        sql += " UNION ALL ".join(part for part, _ in parts)
        for _, more in parts:
            values += more
        return read_counts(rows(sql, values))

    def base(self, ask: Ask) -> list[Part]:
        """What holds whatever the reader chose: the words, his scopes, the modules that are on."""
        return [*self.matches(ask.query), *readable(ask.reader)]

    def chosen(self, ask: Ask, *, alias: str = "e", but: Facet | None = None) -> list[Part]:
        """The chosen values of every facet, or of every other one."""
        return [
            self.has_one_of(f"{alias}.{facet.value}", facet, values)
            for facet, values in ask.chosen.items()
            if values and facet != but
        ]

    def has_one_of(self, column: str, facet: Facet, values: Sequence[Any]) -> Part:
        if facet != Facet.TOPIC:
            return one_of(column, [int(v) for v in values] if facet in NUMBERS else values)
        condition, values = one_of("value", values)
        return f"EXISTS (SELECT 1 FROM {self.each.format(column)} WHERE {condition})", values  # noqa: S608

    def facet_count(self, ask: Ask, facet: Facet) -> Part:
        where, values = both(self.chosen(ask, alias="matched", but=facet))
        column, tables = facet.value, "matched"
        if facet == Facet.TOPIC:
            column, tables = "value", f"matched, {self.each.format('matched.topics')}"
        return (
            f"SELECT '{facet.value}', CAST({column} AS text), COUNT(*) FROM {tables}"  # noqa: S608
            f" WHERE {where} GROUP BY {column}",
            values,
        )

    def order(self, ask: Ask) -> Part:
        newest = "e.at DESC NULLS LAST, e.id DESC"
        if ask.order == Order.DATE or not ask.query:
            return newest, []
        ranking, values = self.ranking(ask.query)
        return f"{ranking}, {newest}", values

    def tables(self, query: Query) -> str:
        return f"{TABLE} e"


def readable(reader: Reader) -> list[Part]:
    return [one_of("e.scope", reader.scopes), one_of("e.module", reader.modules)]


def read_counts(found: list[tuple]) -> Counts:
    facets: dict[Facet, dict[str, int]] = {facet: {} for facet in Facet}
    total = seen = 0
    for column, value, number in found:
        if column:
            if value:
                facets[Facet(column)][value] = number
        elif value:
            seen = number
        else:
            total = number
    return Counts(total=min(total, COUNT_LIMIT), facets=facets, is_capped=seen > COUNT_LIMIT)


def rows(sql: str, values: list[Any]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
