"""Who may put a file at a level of sharing."""

from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.people import audience


def require_scope(*, scope: str, actor: Actor) -> None:
    """Refuse a level that is not one, and one the actor may not publish at."""
    if not scopes.KEY.match(scope):
        raise Refusal(_("Livello di condivisione non valido."), code="bad_scope")
    if not (actor.is_system or audience.may_publish_at(actor, scope)):
        raise Refusal(
            _("Non puoi pubblicare a questo livello: scegline un altro."), code="scope_not_yours"
        )
