"""A module's part of the API does not exist where the module is off."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404
from django.utils.module_loading import import_string
from ninja import NinjaAPI

from pico.core.modules import registry
from pico.core.modules.manifest import Module


def open_modules(api: NinjaAPI) -> None:
    """Serve the router of each manifest under the path of its module, behind the gate."""
    for module in registry.installed().values():
        if module.api:
            router = import_string(module.api)
            if module.is_switchable:
                router.add_decorator(closed_when_off(module), mode="view")
            api.add_router(f"/{module.path or module.key}", router)


def closed_when_off(module: Module) -> Callable:
    """Answer 404 in the spaces where the module is off, before asking who is calling."""

    def decorator(run: Callable) -> Callable:
        @wraps(run)
        def gated(request, *args, **kwargs):
            if module.key not in registry.active_for(request.space):
                raise Http404
            return run(request, *args, **kwargs)

        return gated

    return decorator
