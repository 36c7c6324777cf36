from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

ROOM = "pico.portal.languages"


class LanguagesConfig(AppConfig):
    name = ROOM
    label = "languages"
    verbose_name = "Lingue"
    manifest = Module(
        key="languages",
        label=_("Traduzioni"),
        layer="portal",
        description=_("I contenuti del sito in inglese."),
        icon="it-flag",
        path="traduzioni",
        urls=f"{ROOM}.urls",
        permissions=f"{ROOM}.permissions.POLICY",
        menu=(MenuEntry(_("Traduzioni"), "languages:list", "it-flag", "portal.language.see"),),
        demo=f"{ROOM}.demo.furnish",
        order=10,
    )
