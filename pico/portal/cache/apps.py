from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class CacheConfig(AppConfig):
    name = "pico.portal.cache"
    label = "cache"
    verbose_name = "Pagine pronte"
    manifest = Module(
        key="cache",
        label=_("Pagine pronte"),
        layer="portal",
        description=_("Le pagine pubbliche già disegnate, finché ciò che mostrano non cambia."),
        periodic=("pico.portal.cache.tasks.fold_generations",),
        order=7,
    )

    def ready(self) -> None:
        """Say what public pages are made of: those of the sites, and those of each module."""
        from pico.core.generations import watch
        from pico.core.modules import registry

        from . import signals
        from .terms import WATCHED

        signals.connect()
        modules = registry.installed().values()
        watch.declare(*WATCHED, *(watch.Watched(m.key, m.visited) for m in modules if m.visited))
