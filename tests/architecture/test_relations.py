"""Foreign keys obey the floors, also when written as strings (import-linter cannot see them)."""

from django.apps import apps

from .house import FLOORS

STACKED = (FLOORS.index("core"), FLOORS.index("portal"))


def place(model) -> tuple[int, str] | None:
    """(floor, room) of a model of ours, None for a third party's."""
    parts = model.__module__.split(".")
    if parts[0] != "pico":
        return None
    return FLOORS.index(parts[1]), parts[2]


def relations():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = field.is_relation and field.concrete and field.related_model
            if target and place(model) and place(target):
                yield model, field


def points_down(model, field) -> bool:
    (here, room), (there, target) = place(model), place(field.related_model)
    # Inside the core and the portal the import contracts keep the rooms in order.
    return there < here or (there == here and (room == target or here in STACKED))


def test_relations_point_down_the_house():
    assert not [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model, field in relations()
        if not points_down(model, field)
    ]
