from django.apps import AppConfig
from django.utils.module_loading import import_string


class ModulesConfig(AppConfig):
    name = "pico.core.modules"
    label = "modules"

    def ready(self) -> None:
        """Hand every manifest's policy and listeners to the rooms that use them."""
        from pico.core.access import policy
        from pico.core.announcements import board

        from . import checks, registry  # noqa: F401

        for module in registry.installed().values():
            if module.permissions:
                policy.register(import_string(module.permissions))
            for name, listener in module.listens.items():
                board.listen(name, listener)
