"""Who publishes by himself: an approver always, an editor unless the space wants a review."""

from pico.core.enti.models import Space
from pico.core.modules import registry, settings

from .permissions import SitePermission
from .settings import SiteSettings


def settings_of(space: Space) -> SiteSettings:
    """The settings of the site of a space, inherited as all settings are."""
    return settings.effective(space, registry.installed()["sites"])


def may_publish(actor, space: Space) -> bool:
    """Asked anew at each request: what the setting takes away is gone at once. No actor: the machine."""
    if actor is None or actor.can(SitePermission.APPROVE, space):
        return True
    return actor.can(SitePermission.EDIT, space) and settings_of(space).editors_publish
