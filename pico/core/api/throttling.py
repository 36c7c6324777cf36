"""How often one may ask: counted a minute at a time in the cache."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from ninja.throttling import BaseThrottle

from .terms import RATES

WINDOW = 60


class Throttle(BaseThrottle):
    """A number of requests a minute for a key, a person or an address, told in the headers."""

    def allow_request(self, request: Any) -> bool:
        kind, ident = self.who(request)
        limit = getattr(settings, "API_RATES", RATES)[kind]
        minute = int(time.time() // WINDOW)
        key = f"api-rate:{kind}:{ident}:{minute}"
        cache.add(key, 0, timeout=2 * WINDOW)
        try:
            used = cache.incr(key)
        except ValueError:  # the cache was emptied in between
            used = 1
        request.rate = (limit, max(0, limit - used), self.wait())
        return used <= limit

    def wait(self) -> int:
        """Seconds to the next minute."""
        return WINDOW - int(time.time()) % WINDOW

    def who(self, request: Any) -> tuple[str, object]:
        if getattr(request, "token", None):
            return "token", request.token.pk
        if request.actor.is_known:
            return "person", request.actor.person_id
        # Behind the proxies of the settings: else everybody would share the proxy's address.
        return "address", get_adapter().get_client_ip(request)
