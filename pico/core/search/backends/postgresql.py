"""Full text of PostgreSQL: a stored `vector` with weights, filled by the database itself."""

from pico.core.search.models import SearchEntry
from pico.core.search.parsing import Group, Query

from .base import Reader
from .sql import Part, SqlBackend, both, readable, rows

CONFIG = "pico_italian"
WEIGHTS = "{0.05, 0.1, 0.6, 1.0}"  # D, C: body, B: keywords and codes, A: title


class PostgresqlBackend(SqlBackend):
    each = "jsonb_array_elements_text({}) AS each(value)"

    def save(self, entries: list[SearchEntry]) -> None:
        """Nothing: `vector` is a generated column."""

    def matches(self, query: Query) -> list[Part]:
        if not query:
            return []
        return [(f"e.vector @@ to_tsquery('{CONFIG}', %s)", [expression(query)])]

    def ranking(self, query: Query) -> Part:
        rank = f"ts_rank('{WEIGHTS}', e.vector, to_tsquery('{CONFIG}', %s), 1) DESC"
        if not query.codes:
            return rank, [expression(query)]
        codes = " | ".join(f"'{code}'" for code in query.codes)
        return f"(e.vector @@ to_tsquery('{CONFIG}', %s)) DESC, {rank}", [codes, expression(query)]

    def suggest(self, query: Query, reader: Reader, *, limit: int) -> list[int]:
        where, values = both([*self.matches_title(query), *readable(reader)])
        sql = f"SELECT e.id FROM {self.tables(query)} WHERE {where} LIMIT %s"  # noqa: S608
        return [row[0] for row in rows(sql, [*values, limit])]

    def matches_title(self, query: Query) -> list[Part]:
        text = " & ".join(one(clause[0]) for clause in query.required)
        return [(f"e.title_vector @@ to_tsquery('{CONFIG}', %s)", [text])]


def expression(query: Query) -> str:
    """A tsquery: the words hold only letters and digits, so nothing needs escaping."""
    required = " & ".join(f"({' | '.join(map(one, clause))})" for clause in query.required)
    excluded = "".join(f" & !({one(group)})" for group in query.excluded)
    return required + excluded


def one(group: Group) -> str:
    words = [f"'{word}'" for word in group.words]
    if group.prefix:
        words[-1] += ":*"
    return f"({(' <-> ' if group.adjacent else ' & ').join(words)})"
