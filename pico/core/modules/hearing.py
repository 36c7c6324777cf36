"""Which listeners there are in a space: those of a module that is off there do not hear."""

from django.apps import apps

from pico.core.enti.models import Space

from . import registry


def is_there(listener: str, space_id: int | None) -> bool:
    """Say whether the module that this dotted path belongs to is on in the space; core always is."""
    room = apps.get_containing_app_config(listener)
    module = getattr(room, "manifest", None)
    if space_id is None or module is None or not module.is_switchable:
        return True
    space = Space.objects.filter(pk=space_id).first()
    return space is None or module.key in registry.active_for(space)
