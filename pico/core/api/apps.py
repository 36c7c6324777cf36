from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

from .permissions import ApiPermission


class ApiConfig(AppConfig):
    name = "pico.core.api"
    label = "api"
    manifest = Module(
        key="api",
        label=_("API per i programmi"),
        layer="core",
        description=_("Leggere i dati da un programma, con le chiavi dell'ente."),
        icon="it-code-circle",
        path="gestione/api",
        permissions="pico.core.api.permissions.POLICY",
        menu=(MenuEntry(_("Chiavi delle API"), "api:tokens", permission=ApiPermission.MANAGE),),
    )
