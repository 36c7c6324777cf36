"""Dashboards that modules offer: which of them a reader may open, and in which space."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from pico.core.access.actor import Actor
from pico.core.access.scopes import Level, level_of
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind, SpaceState

from . import registry
from .manifest import Dashboard, Module, Whose
from .models import ModuleActivation


@dataclass(frozen=True, slots=True)
class Offered:
    """A dashboard that the reader may open, and the space in which it stands."""

    module: Module
    dashboard: Dashboard
    space: Space


def spaces_of(actor: Actor, here: Space) -> list[Space]:
    """The space in hand, that of the ente acted for, those of the Provinces in whose territory it is."""
    codes = [
        key.partition(":")[2] for key in actor.scopes if level_of(key) == Level.TERRITORY
    ]  # fmt: skip
    own = Q(ente=actor.ente_id) if actor.is_member else Q()
    own |= Q(kind=SpaceKind.PROVINCIAL, ente__territory__in=codes)
    rows = Space.objects.filter(Q(pk=here.pk) | own & Q(state=SpaceState.PUBLISHED))
    found = rows.select_related("ente", "parent__parent").distinct()
    return sorted(found, key=lambda one: (one.pk != here.pk, one.name))


def offered(actor: Actor, spaces: Iterable[Space]) -> list[Offered]:
    """What the modules offer this reader in some spaces, in menu order; nothing of a module that is off.

    Of two with one address in one space, the first declared is the one that it shows.
    """
    places = [(space, registry.active_for(space)) for space in spaces]
    found: dict[tuple, Offered] = {}
    for module in registry.installed().values():
        for one in module.dashboards:
            for space in _where(module, one, actor, places):
                found.setdefault((space.pk, one.url or one.key), Offered(module, one, space))
    return list(found.values())


def is_on_somewhere(module: Module) -> bool:
    """Whether any space has it: a module of the Provinces is never on in the national one."""
    chosen = ModuleActivation.objects.filter(module=module.key, is_on=True)
    return module.default_on or not module.is_switchable or chosen.exists()


def _where(
    module: Module, one: Dashboard, actor: Actor, places: list[tuple[Space, dict[str, Module]]]
) -> Iterator[Space]:
    """The spaces in which the reader may open a dashboard."""
    if not actor.can(one.permission):
        return
    for space, active in places:
        if one.whose == Whose.NATIONAL:
            if space.kind == SpaceKind.NATIONAL and is_on_somewhere(module):
                yield space
        elif module.key in active and (one.whose == Whose.ENTE or space.ente_id == actor.ente_id):
            yield space
