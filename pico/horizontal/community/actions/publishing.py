"""Levels of what the Community publishes on its own: articles and cards."""

from pathlib import PurePath

from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal
from pico.core.people import audience

from ..terms import COVER_BYTES, COVER_KINDS


def require_scope(*, scope: str, actor: Actor, was: str = "", is_widening_confirmed: bool = False):
    """Refuse a level that is not one, one the actor may not publish at, a wider one not confirmed."""
    if not scopes.KEY.match(scope):
        raise Refusal(_("Livello di condivisione non valido."), code="bad_scope")
    if scope == was:
        return
    if not (actor.is_system or audience.may_publish_at(actor, scope)):
        raise Refusal(
            _("Non puoi pubblicare a questo livello: scegline un altro."), code="scope_not_yours"
        )
    if was and audience.widens(was, scope) and not is_widening_confirmed:
        raise Refusal(
            _("Stai allargando chi lo vede: conferma, o scegli un livello più stretto."),
            code="unconfirmed_widening",
        )


def store(*, content, actor: Actor, now, is_image: bool = False):
    """Store an attachment of the ente; who reads it is decided by the record. Images: kind and size."""
    if is_image and PurePath(content.name).suffix.lower() not in COVER_KINDS:
        raise Refusal(_("L'immagine dev'essere JPG, PNG o WebP."), code="not_an_image")
    if is_image and content.size > COVER_BYTES:
        raise Refusal(_("L'immagine supera 8 MB: riducila."), code="too_big")
    return upload_file(
        content=content, name=content.name, scope=scopes.ente(actor.ente_id), module="community",
        actor=actor, now=now,
    )  # fmt: skip
