"""Discussions as rows of words: a list of twenty shows names, not eighty objects."""

from datetime import datetime
from typing import NamedTuple

from pico.core.foundation.prepared import Prepared

from ..models import Category, Discussion, Tag
from ..terms import DISCUSSIONS_PER_PAGE, PUBLISHED
from .forum import NAMES, ORDER


class TalkRow(NamedTuple):
    """A discussion as a row shows it: names of persons are first name, last name, user name."""

    pk: int
    title: str
    kind: str
    state: str
    is_pinned: bool
    post_count: int
    last_number: int
    last_post_at: datetime
    ente: str
    author: tuple[str, str, str]
    last_author: tuple[str | None, str | None, str | None]
    tags: tuple[tuple[str, str], ...] = ()


def row_of(found: Discussion) -> TalkRow:
    """A row of a discussion that was read whole, with its tags."""
    author, last = found.author, found.last_author
    return TalkRow._make(
        (
            *(getattr(found, name) for name in _OWN),
            found.owner.name,
            (author.first_name, author.last_name, author.username),
            (last.first_name, last.last_name, last.username) if last else (None, None, None),
            tuple((tag.name, tag.key) for tag in found.tags.all()),
        )
    )


def first_page_of(category: Category) -> list[TalkRow]:
    """The page of a category that everybody opens: the first twenty of `discussions_of`, as rows."""
    rows = _FIRST_PAGE.tuples(category=category.pk)
    tags: dict[int, list[tuple[str, str]]] = {}
    for discussion, *tag in _TAGS.tuples(discussions=tuple(row[0] for row in rows)) if rows else ():
        tags.setdefault(discussion, []).append((tag[0], tag[1]))
    return [
        TalkRow._make((*row[:9], row[9:12], row[12:15], tuple(tags.get(row[0], ()))))
        for row in rows
    ]


_OWN = TalkRow._fields[:8]
_FIRST_PAGE = Prepared(
    lambda *, category: (
        Discussion.objects.filter(category=category, state__in=PUBLISHED)
        .order_by(*ORDER)
        .values_list(
            *_OWN,
            "owner__name",
            *(f"{who}__{name}" for who in ("author", "last_author") for name in NAMES[:3]),
        )[:DISCUSSIONS_PER_PAGE]
    )
)
_TAGS = Prepared(
    lambda *, discussions: (
        Tag.objects.filter(discussions__in=discussions)
        .order_by(*Tag._meta.ordering)
        .values_list("discussions", "name", "key")
    )
)


def full_name(first: str | None, last: str | None, username: str | None) -> str:
    """A name as a `Person` writes it, from columns alone."""
    return f"{first or ''} {last or ''}".strip() or username or ""
