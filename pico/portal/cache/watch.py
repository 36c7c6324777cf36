"""At the door of the database: a write to a watched table changes the generation, in its transaction.

No writer has to remember it: queries that update many rows, and rooms not written yet, pass here too.
"""

import re
from functools import cache

from django.apps import apps

from . import actions
from .terms import WATCHED, WATCHED_WHEN_DELETED

_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|(UPDATE)|(DELETE) FROM)\s+"?(\w+)"?', re.I)


def stand_at(connection) -> None:
    """Watch what this connection writes."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def watch(execute, sql, params, many, context):
    """Carry out the statement; after a write to a watched table, change the generation."""
    if sql.startswith("SELECT") or not changes_pages(sql):
        return execute(sql, params, many, context)
    result = execute(sql, params, many, context)
    actions.bump(using=context["connection"].alias)
    return result


def changes_pages(sql: str) -> bool:
    """Whether a statement writes what public pages are made of."""
    found = _WRITE.match(sql)
    if found is None:
        return False
    _updated, deleted, table = found.groups()
    return table in tables(WATCHED) or bool(deleted and table in tables(WATCHED_WHEN_DELETED))


@cache
def tables(labels: tuple[str, ...]) -> frozenset[str]:
    """The tables of those of these models that are installed."""
    known = {
        model._meta.label_lower: model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
    }
    return frozenset(known[label] for label in labels if label in known)
