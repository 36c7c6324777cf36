"""A new database in seconds: what Django does again and again while it migrates, done once.

Two thirds of the time went into drawing all models anew: each new model had every model that it
points at, and all that these know, made again; and the libraries, whose names come late in the
alphabet, changed their tables when three hundred of ours were already there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache

from django.apps import apps
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.state import ModelState, ProjectState

HOUSE = "pico."

_leaf_nodes = MigrationGraph.leaf_nodes


@contextmanager
def quickly() -> Iterator[None]:
    """Migrate libraries first, and draw a new model alone: the tables are the same (ADR 0073)."""
    with (
        _instead(MigrationGraph, "leaf_nodes", libraries_first),
        _instead(ProjectState, "add_model", add_model),
        # Asked for each key to another table; forgotten whenever any state draws a model.
        _instead(apps, "get_swappable_settings_name", cache(apps.get_swappable_settings_name)),
    ):
        yield


@contextmanager
def _instead(owner: object, name: str, ours: Callable) -> Iterator[None]:
    theirs = getattr(owner, name)
    setattr(owner, name, ours)
    try:
        yield
    finally:
        setattr(owner, name, theirs)


def libraries_first(graph: MigrationGraph, app: str | None = None) -> list[tuple[str, str]]:
    """The last migration of each app: those of the libraries, then ours, each in its order."""
    return sorted(_leaf_nodes(graph, app), key=lambda leaf: (_is_ours(leaf[0]), leaf))


def _is_ours(label: str) -> bool:
    return apps.get_app_config(label).name.startswith(HOUSE)


def add_model(state: ProjectState, model: ModelState) -> None:
    """As Django's, for a model that nobody can point at yet: it is drawn, and no other again."""
    key = model.app_label, model.name_lower
    state.models[key] = model
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for the property would draw everything
        with state.apps.bulk_update():
            state.apps.render_multiple([model])
