"""A page as each kind of reader finds it, with a clear band when he would not find it at all."""

from dataclasses import fields

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.constants import WARNING
from django.contrib.messages.storage.base import BaseStorage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access import scopes
from pico.core.access.actor import ANONYMOUS, Actor
from pico.portal.pages.models import ContentPage, HomePage, IndexPage

VISITOR, MEMBER, COLLEAGUE = "visitor", "member", "colleague"
MODES = [
    (VISITOR, gettext_lazy("Come lo vede un visitatore")),
    (MEMBER, gettext_lazy("Come lo vede un utente Pi.Co.")),
    (COLLEAGUE, gettext_lazy("Come lo vede il mio ente")),
]


class Band(BaseStorage):
    """Messages of this page alone: what waits for the editor is not read in the preview."""

    def _get(self, *args, **kwargs):
        return [], True

    def _store(self, messages, response, *args, **kwargs):
        return []


def reader_of(mode: str, actor: Actor) -> Actor:
    """Who reads in this mode: nobody known, a registered person of another ente, a colleague."""
    if mode == MEMBER:
        return _changed(
            actor,
            ente_id=0,
            ente_name=_("un altro ente"),
            territory="",
            region="",
            roles=frozenset(),
            scopes=frozenset({scopes.PUBLIC, scopes.PLATFORM}),
        )
    if mode == COLLEAGUE:
        own = scopes.person(actor.person_id)
        return _changed(actor, roles=frozenset(), scopes=actor.scopes - {own})
    return ANONYMOUS


def _changed(actor: Actor, **changes) -> Actor:
    """The same person with other facts; the actor of a request is read only when asked for."""
    return Actor(**{one.name: getattr(actor, one.name) for one in fields(Actor)} | changes)


def serve_preview(page, request, mode_name: str):
    """Draw the page with its header for the reader of the mode; Wagtail's `serve_preview`."""
    reader = reader_of(mode_name, request.actor)
    scope = getattr(page, "scope", scopes.PUBLIC)
    request._messages = Band(request)
    if not reader.may_read(scope):
        request._messages.add(WARNING, _band(scope))
    request.actor = reader
    if not reader.is_known:
        request.user = AnonymousUser()
    response = page.serve(request)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response._csp_replace = {"frame-ancestors": ["'self'"]}
    return response


def _band(scope: str) -> str:
    return _("Non lo vede: il livello è «%(level)s».") % {
        "level": scopes.level_of(scope).label,
    }


def teach() -> None:
    """Give every page of the sites these modes."""
    for model in (ContentPage, HomePage, IndexPage):
        model.preview_modes = property(lambda page: MODES)
        model.serve_preview = serve_preview
