from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

ROOM = "pico.portal.harvest"


class HarvestConfig(AppConfig):
    name = ROOM
    label = "harvest"
    verbose_name = "Fonti di notizie"
    manifest = Module(
        key="harvest",
        label=_("Fonti di notizie"),
        layer="portal",
        description=_("Le notizie del sito istituzionale, portate in bozza."),
        icon="it-rss",
        path="fonti",
        urls=f"{ROOM}.urls",
        permissions=f"{ROOM}.permissions.POLICY",
        menu=(MenuEntry(_("Fonti di notizie"), "harvest:list", "it-rss", "portal.harvest.see"),),
        periodic=(f"{ROOM}.tasks.read_sources",),
        order=11,
    )

    def ready(self) -> None:
        """Give the notices of this room their names."""
        from pico.core.notices import kinds

        from .terms import NoticeKind

        for kind in NoticeKind:
            kinds.declare(kind.value, kind.label)
