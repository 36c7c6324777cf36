"""Addresses that every page bears: found once, not at each request."""

from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse


def address(name: str) -> str:
    """As `reverse`, of a name without arguments, under the prefix of the request in hand."""
    return _found(name, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


def address_or_nothing(name: str) -> str:
    """As `address`; nothing where the room that answers is not installed."""
    try:
        return address(name)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=4096)
def _found(name: str, _prefix: str, _urlconf: object) -> str:
    return reverse(name)
