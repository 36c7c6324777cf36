"""Typed settings of a module in a space: inherited national → regional → provincial, origin shown."""

from dataclasses import MISSING, dataclass, fields
from typing import Any

from django.utils.module_loading import import_string

from pico.core.enti.models import Space
from pico.core.foundation.prepared import Prepared
from pico.core.generations import hand

from .manifest import Module
from .models import SpaceSetting
from .registry import lineage
from .settings_fields import setting
from .terms import FAMILY

__all__ = ["Value", "effective", "setting", "values"]


_STORED = Prepared(
    lambda spaces, module: SpaceSetting.objects.filter(space__in=spaces, module=module).values_list(
        "space_id", "name", "value"
    )
)


@dataclass(frozen=True, slots=True)
class Value:
    """A setting as it stands in a space; `origin` None means the module's own default."""

    name: str
    kind: type
    label: str
    help_text: str
    choices: type | None
    starts_with: str
    value: Any
    origin: Space | None
    inherited: Any
    inherited_from: Space | None

    def takes(self, value: Any) -> bool:
        """Whether a value is of the right type and begins as it must; an empty word always may be.

        Where choices are declared it is one of them.
        """
        if self.choices is not None:
            return value in self.choices.values
        return type(value) is self.kind and (not value or str(value).startswith(self.starts_with))

    def is_own(self, space: Space) -> bool:
        return self.origin is not None and self.origin.pk == space.pk


def values(space: Space, module: Module) -> dict[str, Value]:
    """Every setting of a module in a space, with its origin, in one query."""
    if module.settings is None:
        return {}
    chain = lineage(space)
    rows = _STORED.tuples(spaces=tuple(one.pk for one in chain), module=module.key)
    stored = {(space_id, name): value for space_id, name, value in rows}
    return {
        f.name: _value(f, chain, stored)
        for f in fields(import_string(module.settings))
        if f.default is not MISSING
    }


def _value(declared, chain, stored) -> Value:
    found = [(s, stored[s.pk, declared.name]) for s in chain if (s.pk, declared.name) in stored]
    origin, value = found[0] if found else (None, declared.default)
    above = [pair for pair in found if pair[0].pk != chain[0].pk]
    inherited_from, inherited = above[0] if above else (None, declared.default)
    return Value(
        name=declared.name,
        kind=type(declared.default),
        **declared.metadata,
        value=value,
        origin=origin,
        inherited=inherited,
        inherited_from=inherited_from,
    )


def effective(space: Space, module: Module) -> Any:
    """The settings of a module in a space, as an instance of its dataclass."""

    def read() -> Any:
        current = {name: held.value for name, held in values(space, module).items()}
        return import_string(module.settings)(**current)

    return hand.kept(FAMILY, ("settings", space.pk, module.key), read)
