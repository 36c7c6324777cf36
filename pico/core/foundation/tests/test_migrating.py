"""Migrating quickly gives the same models and leaves Django as it was."""

from django.apps import apps
from django.db import models
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from pico.core.foundation.migrating import quickly

HOUSE = ModelState("sample", "House", [("id", models.BigAutoField(primary_key=True))])
ROOM = ModelState(
    "sample",
    "Room",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("house", models.ForeignKey("sample.House", models.CASCADE, related_name="rooms")),
    ],
)


def drawn() -> ProjectState:
    """Two models, the second added when the first is drawn already."""
    state = ProjectState()
    state.add_model(HOUSE.clone())
    assert state.apps.get_model("sample", "House")
    state.add_model(ROOM.clone())
    return state


def test_a_new_model_is_known_by_those_it_points_at():
    with quickly():
        state = drawn()
    house, room = (state.apps.get_model("sample", name) for name in ("House", "Room"))
    assert room._meta.get_field("house").related_model is house
    assert [one.name for one in house._meta.related_objects] == ["rooms"]
    assert state == drawn()


def test_the_models_already_drawn_are_not_drawn_again():
    with quickly():
        state = ProjectState()
        state.add_model(HOUSE.clone())
        before = state.apps.get_model("sample", "House")
        state.add_model(ROOM.clone())
        assert state.apps.get_model("sample", "House") is before


def test_whether_a_model_is_swapped_is_looked_for_once(monkeypatch):
    looked = []
    monkeypatch.setattr(apps, "get_models", lambda **_: looked.append("all the models") or [])
    with quickly():
        for _ in range(3):
            drawn()
    assert len(looked) <= 1


def test_the_libraries_come_first():
    graph = MigrationLoader(None).graph
    with quickly():
        labels = [label for label, _name in graph.leaf_nodes()]
    assert labels.index("wagtailusers") < labels.index("audit")
    assert sorted(labels) == sorted(label for label, _name in graph.leaf_nodes())


def test_django_is_as_it_was_afterwards():
    with quickly():
        during = MigrationGraph.leaf_nodes, ProjectState.add_model
    after = MigrationGraph.leaf_nodes, ProjectState.add_model
    assert all(one.__module__.startswith("django.") for one in after)
    assert not set(during) & set(after)
