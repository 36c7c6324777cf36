"""At the door of the database: a write to a watched table changes the generation, in its transaction.

No writer has to remember it: queries that update many rows, and rooms not written yet, pass here too.
"""

import re
from functools import cache

from django.apps import apps

from pico.core.modules import registry

from . import actions
from .terms import WATCHED, WATCHED_COLUMNS, WATCHED_WHEN_DELETED

_COLUMN = re.compile(r'"(\w+)"')
_SET = re.compile(r'"(\w+)" = ')
_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|(UPDATE)|(DELETE) FROM)\s+"?(\w+)"?', re.I)


def stand_at(connection) -> None:
    """Watch what this connection writes."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def watch(execute, sql, params, many, context):
    """Carry out the statement; after a write to a watched table, change the generation."""
    family = None if sql.startswith("SELECT") else changed_by(sql, params)
    result = execute(sql, params, many, context)
    if family is not None:
        actions.bump(family=family, using=context["connection"].alias)
    return result


def changed_by(sql: str, params=()) -> str | None:
    """The family of public pages that a statement changes: those of the sites are ""; None for none.

    `params` are the values of the statement, where they are known.
    """
    found = _WRITE.match(sql)
    if found is None:
        return None
    updated, deleted, table = found.groups()
    if table in tables(WATCHED) or (deleted and table in tables(WATCHED_WHEN_DELETED)):
        return ""
    if table in watched_columns():
        return "" if _is_seen(sql, params, watched_columns()[table], bool(updated)) else None
    return families().get(table)


def _is_seen(sql: str, params, columns: frozenset[str], is_update: bool) -> bool:
    """Whether a write reaches the columns that pages show."""
    if is_update:
        return bool(columns & set(_SET.findall(sql.partition(" WHERE ")[0])))
    return not _is_born_unseen(sql, params, columns)


def _is_born_unseen(sql: str, params, columns: frozenset[str]) -> bool:
    """Whether what is inserted is one row, with nothing yet in the columns that pages show."""
    names = _COLUMN.findall(sql.partition("(")[2].partition(")")[0])
    if not params or len(params) != len(names):
        return False  # many rows at once, or values made by the database
    return not any(value for name, value in zip(names, params, strict=True) if name in columns)


@cache
def watched_columns() -> dict[str, frozenset[str]]:
    """Table → columns, of those of these models that are installed."""
    found = {table: label for label in WATCHED_COLUMNS for table in tables((label,))}
    return {table: frozenset(WATCHED_COLUMNS[label]) for table, label in found.items()}


@cache
def families() -> dict[str, str]:
    """The tables that the public pages of modules are made of, with the module."""
    return {
        table: key
        for key, module in registry.installed().items()
        for table in tables(module.visited)
    }


@cache
def tables(labels: tuple[str, ...]) -> frozenset[str]:
    """The tables of those of these models that are installed."""
    known = {
        model._meta.label_lower: model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
    }
    return frozenset(known[label] for label in labels if label in known)
