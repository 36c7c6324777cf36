from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class SearchConfig(AppConfig):
    name = "pico.core.search"
    label = "search"
    manifest = Module(
        key="search",
        label=_("Cerca"),
        layer="core",
        path="cerca",
        icon="it-search",
        listens={"*": "pico.core.search.listeners.refresh"},
        search=("pico.core.search.sources.ENTI",),
    )
