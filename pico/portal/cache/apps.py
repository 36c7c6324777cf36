from django.apps import AppConfig
from django.db.backends.signals import connection_created
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
        """Watch what is written to the tables that public pages are made of."""
        from django.db import connections

        from . import signals
        from .watch import stand_at

        signals.connect()
        connection_created.connect(
            lambda connection, **_: stand_at(connection), weak=False, dispatch_uid="pico.cache"
        )
        for connection in connections.all(initialized_only=True):
            stand_at(connection)
