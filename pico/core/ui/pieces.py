"""Pieces of a page that only a value decides: equal values, equal words, drawn once.

The value is all that the template is given, as `piece`: neither request nor context. What two readers
see differently must therefore be part of the value, and no answer can be the one of somebody else.
Its words are plain: a `SafeString` equals the same words unsafe, so a label that may be one is
escaped before (`conditional_escape`).
"""

import secrets
from collections.abc import Hashable
from functools import cache, lru_cache

from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT = 4096
TOKEN = secrets.token_hex(16)
"""Stands for the reader's CSRF token until his page is written."""


def drawn(template: str, piece: Hashable, csrf_token: object = "", **holes: object) -> SafeString:
    """Draw a value with a template, or remember how it was drawn in this language under this address.

    A hole is a word that is another on every page and decides nothing else: the template writes it by
    its name, and cannot ask whether it is empty (that belongs to the value).
    """
    words = _drawn(template, piece, tuple(holes), get_language(), get_script_prefix())
    for name, word in holes.items():
        words = words.replace(_mark(name), conditional_escape(word))
    return mark_safe(words.replace(TOKEN, str(csrf_token)) if TOKEN in words else words)


@lru_cache(maxsize=KEPT)
def _drawn(
    template: str, piece: Hashable, holes: tuple[str, ...], _language: str, _prefix: str
) -> SafeString:
    marks = {name: _mark(name) for name in holes}
    return get_template(template).render({**marks, "piece": piece, "csrf_token": TOKEN})


@cache
def _mark(name: str) -> str:
    """What stands in the place of a hole; nobody can write it by himself."""
    return f"{secrets.token_hex(16)}-{name}"
