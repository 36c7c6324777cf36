"""Where the SUA is on."""

from datetime import datetime

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.modules import registry
from pico.core.modules.actions import switch_module

PROVINCES = ("treviso", "brescia")


def switch_on(*, actor: Actor, now: datetime) -> None:
    """Switch the SUA on at Treviso and at Brescia, where it is not."""
    module = registry.installed()["sua"]
    for space in Space.objects.filter(slug__in=PROVINCES).select_related("parent", "ente"):
        if module.key not in registry.active_for(space):
            switch_module(space=space, module=module, is_on=True, actor=actor, now=now)
