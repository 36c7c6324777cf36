from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

from .permissions import NoticesPermission


class NoticesConfig(AppConfig):
    name = "pico.core.notices"
    label = "notices"
    manifest = Module(
        key="notices",
        label=_("Avvisi"),
        layer="core",
        description=_("Ciò che tocca a te, le novità che ti riguardano, riepiloghi e calendario."),
        icon="it-inbox",
        path="avvisi",
        permissions="pico.core.notices.permissions.POLICY",
        menu=(
            MenuEntry(_("Tocca a me"), "notices:tasks", "it-check-circle", NoticesPermission.READ),
            MenuEntry(_("Avvisi"), "notices:inbox", "it-inbox", NoticesPermission.READ),
            MenuEntry(
                _("Come ricevere gli avvisi"),
                "notices:preferences",
                "it-settings",
                NoticesPermission.READ,
            ),
            MenuEntry(_("Calendario"), "notices:feeds", "it-calendar", NoticesPermission.FEED),
        ),
    )
