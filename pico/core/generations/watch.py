"""At the door of the database: a write to a watched table changes a generation, in its transaction.

No writer has to remember it: queries that update many rows, and rooms not written yet, pass here too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.db import connections

from . import actions
from .models import Generation

_COLUMN = re.compile(r'"(\w+)"')
_SET = re.compile(r'"(\w+)" = ')
_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|(UPDATE)|(DELETE) FROM)\s+"?(\w+)"?', re.I)


@dataclass(frozen=True, slots=True)
class Watched:
    """Models («app.model») whose rows are of a family.

    With `columns` only what reaches one of these counts; `is_deleted` counts nothing but deletions.
    """

    family: str
    models: tuple[str, ...]
    columns: tuple[str, ...] = ()
    is_deleted: bool = False


_declared: list[Watched] = []
_migrating: set[str] = set()


def declare(*watched: Watched) -> None:
    """Say, when the house opens, which tables a family is made of."""
    _declared.extend(watched)
    watched_tables.cache_clear()


def stand_at(connection) -> None:
    """Watch what this connection writes."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def close_for_migrations(using: str, **_) -> None:
    """While tables are made there may be none to count in."""
    _migrating.add(using)


def open_after_migrations(using: str, **_) -> None:
    """Whatever the migrations wrote, nothing made before is given out again."""
    _migrating.discard(using)
    if Generation._meta.db_table in connections[using].introspection.table_names():
        actions.bump(*sorted({one.family for one in _declared}), using=using)


def watch(execute, sql, params, many, context):
    """Carry out the statement; after a write to a watched table, change its generations."""
    families = () if sql.startswith("SELECT") else changed_by(sql, params)
    result = execute(sql, params, many, context)
    if families and context["connection"].alias not in _migrating:
        actions.bump(*families, using=context["connection"].alias)
    return result


def changed_by(sql: str, params=()) -> tuple[str, ...]:
    """The families that a statement changes, in alphabetic order.

    `params` are the values of the statement, where they are known.
    """
    found = _WRITE.match(sql)
    if found is None:
        return ()
    updated, deleted, table = found.groups()
    watched = watched_tables().get(table, ())
    return tuple(
        sorted({one.family for one in watched if _counts(one, sql, params, updated, deleted)})
    )


def _counts(one: Watched, sql: str, params, updated: str | None, deleted: str | None) -> bool:
    if one.is_deleted:
        return bool(deleted)
    if not one.columns or deleted:
        return True
    columns = frozenset(one.columns)
    if updated:
        return bool(columns & set(_SET.findall(sql.partition(" WHERE ")[0])))
    return not _is_born_unseen(sql, params, columns)


def _is_born_unseen(sql: str, params, columns: frozenset[str]) -> bool:
    """Whether what is inserted is one row, with nothing yet in the columns that count."""
    names = _COLUMN.findall(sql.partition("(")[2].partition(")")[0])
    if not params or len(params) != len(names):
        return False  # many rows at once, or values made by the database
    return not any(value for name, value in zip(names, params, strict=True) if name in columns)


@cache
def watched_tables() -> dict[str, tuple[Watched, ...]]:
    """What is declared of each table of a model that is installed."""
    found: dict[str, tuple[Watched, ...]] = {}
    for one in _declared:
        for table in tables(one.models):
            found[table] = (*found.get(table, ()), one)
    return found


def tables(labels: Iterable[str]) -> frozenset[str]:
    """The tables of those of these models that are installed."""
    known = _tables()
    return frozenset(known[label] for label in labels if label in known)


@cache
def _tables() -> dict[str, str]:
    return {
        model._meta.label_lower: model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
    }
