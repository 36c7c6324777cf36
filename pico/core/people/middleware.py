"""Find who is acting, anew at each request: what was taken away is gone at once."""

from django.contrib.auth import logout
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from pico.core.access.actor import ANONYMOUS

from .actors import actor_for, working_memberships
from .terms import PersonState

SESSION_KEY = "membership"
CLOSED = (PersonState.SUSPENDED, PersonState.CEASED)


def find_actor(get_response):
    """Set `request.memberships` and `request.actor`; close the session of a suspended person."""

    def middleware(request):
        request.memberships = SimpleLazyObject(lambda: _memberships(request))
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return get_response(request)

    return middleware


def _memberships(request) -> list:
    if not request.user.is_authenticated:
        return []
    if request.user.state in CLOSED:
        logout(request)
        return []
    return list(working_memberships(request.user, today=timezone.localdate()))


def _actor(request):
    memberships = list(request.memberships)
    if not request.user.is_authenticated:
        return ANONYMOUS
    chosen = request.session.get(SESSION_KEY)
    current = next((m for m in memberships if m.pk == chosen), None) or next(
        iter(memberships), None
    )
    return actor_for(request.user, current)
