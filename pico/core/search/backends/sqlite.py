"""Full text of SQLite: an FTS5 table of stemmed words written here, and facts kept by triggers."""

from django.db import connection

from pico.core.search import language
from pico.core.search.models import SearchEntry
from pico.core.search.parsing import Group, Query

from .base import Reader
from .sql import TABLE, Part, SqlBackend, both, readable, rows

FTS = "search_fts"
RANK = f"bm25({FTS}, 10.0, 6.0, 1.0)"


class SqliteBackend(SqlBackend):
    def save(self, entries: list[SearchEntry]) -> None:
        ids = [(entry.pk,) for entry in entries]
        texts = [
            (e.pk, language.stems(e.title), language.stems(e.keywords), language.stems(e.body))
            for e in entries
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {FTS} WHERE rowid = %s", ids)  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {FTS} (rowid, title, keywords, body) VALUES (%s, %s, %s, %s)",  # noqa: S608
                texts,
            )

    def tables(self, query: Query) -> str:
        # CROSS JOIN fixes the order: the words first, then the facts of what they lead to.
        return f"{FTS} CROSS JOIN search_facts e" if query else f"{TABLE} e"

    def matches(self, query: Query) -> list[Part]:
        if not query:
            return []
        return [(f"{FTS} MATCH %s AND e.id = {FTS}.rowid", [expression(query)])]

    def ranking(self, query: Query) -> Part:
        if not query.codes:
            return RANK, []
        codes = " OR ".join(f'keywords : "{language.stem(code)}"' for code in query.codes)
        exact = f"(e.id IN (SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s)) DESC"  # noqa: S608
        return f"{exact}, {RANK}", [codes]

    def suggest(self, query: Query, reader: Reader, *, limit: int) -> list[int]:
        words = " AND ".join(one(clause[0]) for clause in query.required)
        where, values = both(
            [(f"{FTS} MATCH %s AND e.id = {FTS}.rowid", [f"title : ({words})"]), *readable(reader)]
        )
        sql = f"SELECT e.id FROM {self.tables(query)} WHERE {where} LIMIT %s"  # noqa: S608
        return [row[0] for row in rows(sql, [*values, limit])]


def expression(query: Query) -> str:
    """An FTS5 expression: the words hold only letters and digits, so nothing needs escaping."""
    required = " AND ".join(f"({' OR '.join(map(one, clause))})" for clause in query.required)
    excluded = "".join(f" NOT {one(group)}" for group in query.excluded)
    return f"({required}){excluded}"


def one(group: Group) -> str:
    stems = [language.stem(word) for word in group.words]
    if group.adjacent:
        return f'"{" ".join(stems)}"'
    quoted = [f'"{stem}"' for stem in stems]
    if group.prefix:
        quoted[-1] += " *"
    return f"({' AND '.join(quoted)})"
