"""What is checked of the processes when the platform starts: a wrong name stops it."""

from collections.abc import Iterable

from django.apps import apps

from pico.core.access import policy
from pico.core.ui.templatetags.ui import MEANINGS

from .flows import Workflow, find, is_field
from .models import Flowing


def check(known: Iterable[Workflow]) -> None:
    """Raise ValueError for permissions and colours that do not exist, and for fields no record has."""
    permissions = policy.everything()
    faults = [
        f"{flow.key}.{step.name} names no permission of the house: {step.permission}"
        for flow in known
        for table in flow.tables
        for step in table.steps
        if str(step.permission) not in permissions
    ]
    faults += [
        f"{flow.key}: no colour means {meaning}"
        for flow in known
        for meaning in flow.meanings.values()
        if meaning not in MEANINGS
    ]
    faults += [fault for model in records() for fault in _missing_columns(model)]
    if faults:
        raise ValueError("; ".join(faults))


def records() -> list[type[Flowing]]:
    """Every model whose records go through a process."""
    return [model for model in apps.get_models() if issubclass(model, Flowing)]


def _missing_columns(model: type[Flowing]) -> list[str]:
    """What the table asks by name must be a column of the record, and no choice of other rows."""
    flow, example = find(model.flow_key), model()
    asked = {
        name
        for table in flow.tables
        for step in table.steps
        for name in step.requires
        if isinstance(name, str)
    }
    return [
        f"{flow.key} asks for {name}, which {model.__name__} has not as a plain column"
        for name in sorted(asked)
        if not is_field(example, name) or model._meta.get_field(name).is_relation
    ]
