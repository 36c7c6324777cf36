"""«Analisi dati dei moduli»: the dashboards of the modules that a reader may open, and where each is."""

from dataclasses import dataclass

from pico.core.access.actor import Actor
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.modules import registry
from pico.core.modules.dashboards import Offered, is_on_somewhere, offered, spaces_of
from pico.core.modules.manifest import Dashboard, Module, Whose

from ..terms.module_dashboards import WHOSE

OWN = "observatory"


@dataclass(frozen=True, slots=True)
class Entry:
    """A dashboard with its address: what it says of itself, whose figures it shows, in which space."""

    dashboard: Dashboard
    space: Space
    url: str

    @property
    def whose(self) -> str:
        return str(WHOSE[self.dashboard.whose])


def by_module(actor: Actor, here: Space) -> list[tuple[Module, list[Entry]]]:
    """The dashboards that the reader may open here and in the spaces he belongs to, module by module."""
    found: dict[str, tuple[Module, list[Entry]]] = {}
    for one in offered(actor, spaces_of(actor, here)):
        if url := _url(one):
            entry = Entry(one.dashboard, one.space, url)
            found.setdefault(one.module.key, (one.module, []))[1].append(entry)
    return list(found.values())


def _url(one: Offered) -> str:
    """Where it is; nowhere if the national space, which answers for it, has no «Dati»."""
    if one.dashboard.whose != Whose.NATIONAL:
        return path_in(one.space, one.dashboard.url)
    if OWN not in registry.active_for(one.space):
        return ""
    return path_in(
        one.space, "observatory:module-dashboard", one.module.key, one.dashboard.key
    )  # fmt: skip


def national(here: Space, module: str, key: str) -> Dashboard | None:
    """A dashboard that the national space answers; None elsewhere, and of a module that is on nowhere."""
    found = registry.installed().get(module)
    if found is None or here.kind != SpaceKind.NATIONAL or not is_on_somewhere(found):
        return None
    named = (one for one in found.dashboards if one.key == key and one.whose == Whose.NATIONAL)
    return next(named, None)
