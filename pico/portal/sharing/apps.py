from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

ROOM = "pico.portal.sharing"


class SharingConfig(AppConfig):
    name = ROOM
    label = "sharing"
    verbose_name = "Condivisione"
    manifest = Module(
        key="sharing",
        label=_("Contenuti condivisi"),
        layer="portal",
        description=_("Ciò che i siti condividono, propongono e adottano fra loro."),
        icon="it-share",
        path="condivisi",
        urls=f"{ROOM}.urls",
        permissions=f"{ROOM}.permissions.POLICY",
        menu=(
            MenuEntry(
                _("Contenuti ricevuti"), "sharing:received", "it-inbox", "portal.sharing.see"
            ),
            MenuEntry(_("I nostri contenuti"), "sharing:own", "it-share", "portal.sharing.see"),
            MenuEntry(
                _("Adotta un contenuto"), "sharing:offered", "it-search", "portal.sharing.see"
            ),
            MenuEntry(_("Pagine adottate"), "sharing:adoptions", "it-copy", "portal.sharing.see"),
            MenuEntry(_("Proposte"), "sharing:proposals", "it-upload", "portal.sharing.see"),
        ),
        periodic=(f"{ROOM}.tasks.align",),
        demo=f"{ROOM}.demo.furnish",
        order=8,
    )

    def ready(self) -> None:
        """Follow the publications, and give the notices of this room their names."""
        from pico.core.notices import kinds

        from . import panel, signals
        from .terms import NoticeKind

        signals.connect()
        panel.teach()
        for kind in NoticeKind:
            kinds.declare(kind.value, kind.label)
