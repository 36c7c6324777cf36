from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

ROOM = "pico.portal.freshness"


class FreshnessConfig(AppConfig):
    name = ROOM
    label = "freshness"
    verbose_name = "Contenuti aggiornati"
    manifest = Module(
        key="freshness",
        label=_("Contenuti aggiornati"),
        layer="portal",
        description=_("Le pagine da rivedere e i collegamenti che non funzionano più."),
        icon="it-refresh",
        path="revisione",
        urls=f"{ROOM}.urls",
        permissions=f"{ROOM}.permissions.POLICY",
        settings=f"{ROOM}.settings.FreshnessSettings",
        menu=(
            MenuEntry(_("Da rivedere"), "freshness:list", "it-refresh", "portal.freshness.see"),
            MenuEntry(
                _("Collegamenti rotti"), "freshness:links", "it-link", "portal.freshness.see"
            ),
        ),
        periodic=(f"{ROOM}.tasks.remind_of_reviews", f"{ROOM}.tasks.check_all_links"),
        demo=f"{ROOM}.demo.furnish",
        order=9,
    )

    def ready(self) -> None:
        """Follow the publications, and give the notices of this room their names."""
        from pico.core.notices import kinds

        from . import signals
        from .terms import NoticeKind

        signals.connect()
        for kind in NoticeKind:
            kinds.declare(kind.value, kind.label)
