from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

ROOM = "pico.portal.redirects"


class RedirectsConfig(AppConfig):
    name = ROOM
    label = "redirects"
    verbose_name = "Reindirizzamenti"
    manifest = Module(
        key="redirects",
        label=_("Reindirizzamenti"),
        layer="portal",
        description=_("Gli indirizzi vecchi del sito, e dove portano oggi."),
        icon="it-exchange-circle",
        path="reindirizzamenti",
        urls=f"{ROOM}.urls",
        permissions=f"{ROOM}.permissions.POLICY",
        menu=(
            MenuEntry(
                _("Reindirizzamenti"),
                "redirects:list",
                "it-exchange-circle",
                "portal.redirects.see",
            ),
        ),
        demo=f"{ROOM}.demo.furnish",
        order=11,
    )

    def ready(self) -> None:
        """Follow the pages that move."""
        from . import signals

        signals.connect()
