"""Which addresses a content leads to, read from what is stored."""

import json
import re
from collections.abc import Iterator
from html import unescape

from django.db import models
from wagtail.fields import StreamField

from pico.portal.pages.models import ContentPage

HREF = re.compile(r'href="([^"]+)"')
LINKED_PAGE = re.compile(
    r'<a[^>]*linktype="page"[^>]*\bid="(\d+)"|<a[^>]*\bid="(\d+)"[^>]*linktype="page"'
)
BARE = re.compile(r"https?://\S+")
LONGEST = 2000


def addresses(page: ContentPage) -> set[str]:
    """Every address of a content: whole ones, paths of the house, `page:12` for a page by number."""
    page = page.specific
    return {one[:LONGEST] for text in texts(page) for one in found_in(text)}


def texts(page: ContentPage) -> Iterator[str]:
    """Every text stored in the fields of the kind, those inside blocks too."""
    for field in page._meta.concrete_fields:
        if isinstance(field, StreamField):
            yield from strings(json.loads(field.value_to_string(page) or "[]"))
        elif isinstance(field, models.TextField | models.URLField):
            yield getattr(page, field.name) or ""


def strings(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)


def found_in(text: str) -> Iterator[str]:
    """The addresses in a text: a bare one, or those its links lead to."""
    if BARE.fullmatch(text.strip()):
        yield text.strip()
        return
    for one in HREF.findall(text):
        address = unescape(one).split("#", 1)[0].strip()
        if address.startswith(("http://", "https://", "/")):
            yield address
    for first, second in LINKED_PAGE.findall(text):
        yield f"page:{first or second}"
