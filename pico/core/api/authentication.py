"""Who asks: a programme with a key of its ente, a person with the session of the site, or nobody."""

from typing import Any

from django.utils import timezone
from ninja.errors import AuthenticationError, AuthorizationError
from ninja.security import HttpBearer
from ninja.utils import check_csrf

from pico.core.access.actor import Actor
from pico.core.people.actors import actor_for_ente

from . import actions, queries
from .terms import Grant

SAFE = ("GET", "HEAD", "OPTIONS")


class Reader(HttpBearer):
    """Let in whoever may be named; with `grant` a key must hold it, `is_open` lets anybody in.

    A wrong key is refused everywhere, also where nobody is asked who he is.
    """

    def __init__(self, grant: Grant | None = None, *, is_open: bool = False) -> None:
        super().__init__()
        self.grant = grant
        self.is_open = is_open

    def __call__(self, request: Any) -> Actor | None:
        if request.headers.get(self.header):
            request.actor = super().__call__(request)
            if request.actor is None:
                raise AuthenticationError
        elif request.method not in SAFE and check_csrf(request):
            raise AuthorizationError
        request.token = getattr(request, "token", None)
        if request.token or request.actor.is_known or self.is_open:
            return request.actor
        return None

    def authenticate(self, request: Any, token: str) -> Actor | None:
        now = timezone.now()
        key = queries.working_token(token, now=now)
        if key is None:
            return None
        if self.grant and self.grant not in key.grants:
            raise AuthorizationError
        actions.touch_token(token=key, now=now)
        request.token = key
        return actor_for_ente(key.ente, name=key.name)


ANYBODY = Reader(is_open=True)
KNOWN = Reader()
