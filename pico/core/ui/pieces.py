"""Pieces of a page that only a value decides: equal values, equal words, drawn once.

The value is all that the template is given, as `piece`: neither request nor context. What two readers
see differently must therefore be part of the value, and no answer can be the one of somebody else.
"""

import secrets
from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT = 4096
TOKEN = secrets.token_hex(16)
"""Stands for the reader's CSRF token until his page is written."""


def drawn(template: str, piece: Hashable, csrf_token: object = "") -> SafeString:
    """Draw a value with a template, or remember how it was drawn in this language under this address."""
    words = _drawn(template, piece, get_language(), get_script_prefix())
    return mark_safe(words.replace(TOKEN, str(csrf_token))) if TOKEN in words else words


@lru_cache(maxsize=KEPT)
def _drawn(template: str, piece: Hashable, _language: str, _prefix: str) -> SafeString:
    return get_template(template).render({"piece": piece, "csrf_token": TOKEN})
