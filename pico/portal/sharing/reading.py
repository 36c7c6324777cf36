"""What a content says, as plain lines, and how two versions of it differ."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pico.core.foundation.rich_text import to_plain
from pico.core.ui import formats
from pico.portal.pages.models import ContentPage

Text = list[tuple[str, str]]

# About where and when it stands on its own site, not about what it says.
OUTSIDE_THE_TEXT = {
    "kind",
    "subkind",
    "scope",
    "is_featured",
    "published_on",
    "licence",
    "keywords",
}
WORDS = re.compile(r"\s+|\S+")


def read(page: ContentPage) -> Text:
    """The published text of a content: pairs of field name and plain text, empty fields left out."""
    page = page.specific
    said = [(str(page._meta.get_field("title").verbose_name), page.title)]
    said += [(str(field.verbose_name), plain(page, field)) for field in fields_of(page)]
    return [(name.capitalize(), text) for name, text in said if text]


def fields_of(page: ContentPage) -> Iterator[models.Field]:
    """The fields of the kind that hold words or dates."""
    common = {field.name for field in Page._meta.get_fields()}
    for field in page._meta.concrete_fields:
        if field.name in common or field.name in OUTSIDE_THE_TEXT or field.is_relation:
            continue
        yield field


def plain(page: ContentPage, field: models.Field) -> str:
    """The value of a field as a reader reads it."""
    value = getattr(page, field.name)
    if value in (None, "") or isinstance(value, bool):
        return ""
    if isinstance(field, StreamField):
        return to_plain(str(value.render_as_block()))
    if isinstance(field, RichTextField):
        return to_plain(value)
    if field.choices:
        return str(getattr(page, f"get_{field.name}_display")())
    if isinstance(field, models.DateTimeField):
        return formats.datetime_it(value)
    return formats.date_it(value) if isinstance(field, models.DateField) else str(value)


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed («same»), went («old») or came («new»)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that reads differently now."""

    name: str
    pieces: tuple[Piece, ...]


def changes(before: Text, after: Text) -> list[Change]:
    """The fields that differ, word by word, in the order of the newer text."""
    old, new = dict(map(tuple, before)), dict(map(tuple, after))
    names = [*new, *(name for name in old if name not in new)]
    return [
        Change(name, tuple(pieces(old.get(name, ""), new.get(name, ""))))
        for name in names
        if old.get(name, "") != new.get(name, "")
    ]


def pieces(before: str, after: str) -> Iterator[Piece]:
    """Walk from one text to the other."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[i:j]))
            continue
        if i < j:
            yield Piece("old", "".join(old[i:j]))
        if k < m:
            yield Piece("new", "".join(new[k:m]))
