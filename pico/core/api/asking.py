"""A request as the endpoints get it."""

from django.http import HttpRequest

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.people.models import Membership

from .models import ApiToken


class Asking(HttpRequest):
    """Who asks, where, and with which key; filled by the middleware and by `Reader`."""

    actor: Actor
    space: Space
    token: ApiToken | None
    memberships: list[Membership]
