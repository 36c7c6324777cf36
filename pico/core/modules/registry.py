"""The modules of this deployment, and those that are on in a space."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.foundation.prepared import Prepared
from pico.core.generations import hand

from .house import HOUSE
from .manifest import Module
from .models import ModuleActivation
from .terms import FAMILY

_CHOICES = Prepared(
    lambda spaces: ModuleActivation.objects.filter(space__in=spaces).values_list(
        "space_id", "module", "is_on"
    )
)


@dataclass(frozen=True, slots=True)
class Switch:
    """A module as it stands in a space: on or off, and whose choice that is (None: the default)."""

    module: Module
    is_on: bool
    origin: Space | None


@cache
def installed() -> dict[str, Module]:
    """Every manifest, core rooms included, in menu order."""
    found = [
        *HOUSE,
        *(c.manifest for c in apps.get_app_configs() if hasattr(c, "manifest")),
    ]
    return {m.key: m for m in sorted(found, key=lambda m: (m.order, m.label))}


def lineage(space: Space) -> list[Space]:
    """The space and those it inherits from, nearest first."""
    chain = [space]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return chain


def is_possible(module: Module, space: Space) -> bool:
    """Vertical modules live in Provinces' spaces only."""
    return module.layer != "vertical" or space.kind == SpaceKind.PROVINCIAL


def switches(space: Space, *, also_below: bool = False) -> dict[str, Switch]:
    """How each possible module stands in this space, in one query.

    `also_below` adds the modules that only the spaces below may have: the choice made here is theirs
    to inherit.
    """
    chain = lineage(space)
    rows = _CHOICES.tuples(spaces=tuple(one.pk for one in chain))
    chosen = {(space_id, module): is_on for space_id, module, is_on in rows}
    return {
        key: _switch(module, chain, chosen)
        for key, module in installed().items()
        if also_below or is_possible(module, space)
    }


def _switch(module, chain, chosen) -> Switch:
    if module.is_switchable:
        for space in chain:
            if (is_on := chosen.get((space.pk, module.key))) is not None:
                return Switch(module, is_on, space)
    return Switch(module, module.default_on or not module.is_switchable, None)


def active_for(space: Space) -> dict[str, Module]:
    """The modules that exist in this space."""
    return {key: switch.module for key, switch in switches(space).items() if switch.is_on}


def active_in(request) -> dict[str, Module]:
    """The modules that exist in the space of this request, read once."""
    if not hasattr(request, "active_modules"):
        space = request.space
        keys = hand.kept(FAMILY, ("on", space.pk), lambda: tuple(active_for(space)))
        request.active_modules = {key: installed()[key] for key in keys}
    return request.active_modules
