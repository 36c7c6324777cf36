"""At the door of the database: a write to a watched table changes the generation, in its transaction.

No writer has to remember it: queries that update many rows, and rooms not written yet, pass here too.
"""

import re
from functools import cache

from django.apps import apps

from pico.core.modules import registry

from . import actions
from .terms import WATCHED, WATCHED_WHEN_DELETED

_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|(UPDATE)|(DELETE) FROM)\s+"?(\w+)"?', re.I)


def stand_at(connection) -> None:
    """Watch what this connection writes."""
    if watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(watch)


def watch(execute, sql, params, many, context):
    """Carry out the statement; after a write to a watched table, change the generation."""
    family = None if sql.startswith("SELECT") else changed_by(sql)
    result = execute(sql, params, many, context)
    if family is not None:
        actions.bump(family=family, using=context["connection"].alias)
    return result


def changed_by(sql: str) -> str | None:
    """The family of public pages that a statement changes: those of the sites are ""; None for none."""
    found = _WRITE.match(sql)
    if found is None:
        return None
    _updated, deleted, table = found.groups()
    if table in tables(WATCHED) or (deleted and table in tables(WATCHED_WHEN_DELETED)):
        return ""
    return families().get(table)


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
