from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class WorkflowConfig(AppConfig):
    name = "pico.engines.workflow"
    label = "workflow"
    manifest = Module(
        key="workflow",
        label=_("Processi"),
        layer="engine",
        description=_("Stati, passi e permessi delle pratiche, come tabelle."),
        order=510,
    )

    def ready(self) -> None:
        """Learn every process that a manifest names, and refuse those that name what is not there."""
        from pico.core.modules import registry

        from . import flows, starting

        for module in registry.installed().values():
            for path in module.flows:
                flows.register(import_string(path))
        starting.check(flows.everything().values())
