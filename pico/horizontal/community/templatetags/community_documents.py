"""What the pages of documents and networks say of a row."""

from django import template
from django.urls import get_script_prefix

from pico.core.access import scopes

register = template.Library()


@register.filter
def level_words(scope: str) -> str:
    """The level in few words, without asking the database for each row."""
    return str(scopes.level_of(scope).label)


@register.filter
def in_this_space(url: str) -> str:
    """An address that the search keeps as from the root, in the space of the reader."""
    return f"{get_script_prefix().rstrip('/')}{url}" if url.startswith("/") else url
