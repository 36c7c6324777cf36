from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from .manifest import MenuEntry, Module
from .permissions import ModulesPermission


class ModulesConfig(AppConfig):
    name = "pico.core.modules"
    label = "modules"
    manifest = Module(
        key="modules",
        label=_("Moduli e impostazioni"),
        layer="core",
        path="gestione/moduli",
        permissions="pico.core.modules.permissions.POLICY",
        menu=(
            MenuEntry(
                _("Moduli dello spazio"),
                "modules:list",
                permission=ModulesPermission.SWITCH,
            ),
        ),
    )

    def ready(self) -> None:
        """Hand every manifest's policy and listeners to the rooms that use them."""
        from pico.core.access import policy
        from pico.core.announcements import board
        from pico.core.generations.watch import Watched, declare

        from . import checks, hearing, registry  # noqa: F401
        from .terms import FAMILY

        declare(
            Watched(FAMILY, ("enti.ente", "enti.space")),
            Watched(FAMILY, ("modules.moduleactivation", "modules.spacesetting")),
        )

        board.set_filter(hearing.is_there)
        for module in registry.installed().values():
            if module.permissions:
                policy.register(import_string(module.permissions))
            for name, listener in module.listens.items():
                board.listen(name, listener)
