"""System checks over the manifests."""

from django.core import checks

from . import registry


@checks.register
def requirements_are_installed(app_configs, **kwargs):
    """Say which module needs one that is not installed."""
    installed = registry.installed()
    return [
        checks.Error(f"{module.key} requires {key}, which is not installed", id="modules.E001")
        for module in installed.values()
        for key in module.requires
        if key not in installed
    ]
