"""Discussions in a list: each row is a value, so that equal rows are drawn once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django import template
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pico.core.ui import formats, pieces

from ..models import Discussion
from ..terms import DiscussionKind, DiscussionState

register = template.Library()

ENDED = (DiscussionState.SOLVED, DiscussionState.CLOSED, DiscussionState.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a row says of a discussion; `category` and `category_url` only where many are mixed."""

    url: str
    title: str
    is_unread: bool
    is_pinned: bool
    kind: str
    state: str
    meaning: str
    author: str
    ente: str
    category: str
    category_url: str
    tags: tuple[tuple[str, str], ...]
    answers: int
    answer_word: str
    last_author: str
    last: str


@register.simple_tag
def talks(
    rows: Iterable[Discussion], unread: Collection[int] = (), *, shows_category: bool = False
) -> SafeString:
    """Draw the rows of these discussions; `unread` are the numbers of those with something new."""
    here = reverse("community:discussion", args=[0]).removesuffix("0/")
    return format_html_join(
        "",
        "{}",
        (
            (pieces.drawn("community/_talk.html", _talk(row, here, unread or (), shows_category)),)
            for row in rows
        ),
    )


def _talk(row: Discussion, here: str, unread: Collection[int], shows_category: bool) -> Talk:
    has_ended = row.state in ENDED
    return Talk(
        url=f"{here}{row.pk}/",
        title=row.title,
        is_unread=row.pk in unread,
        is_pinned=row.is_pinned,
        kind="" if row.kind == DiscussionKind.DISCUSSION else str(row.get_kind_display()),
        state=str(row.get_state_display()) if has_ended else "",
        meaning=row.meaning if has_ended else "",
        author=str(row.author),
        ente=row.owner.name,
        category=row.category.title if shows_category else "",
        category_url=row.category.get_absolute_url() if shows_category else "",
        tags=tuple((tag.name, tag.key) for tag in row.tags.all()),
        answers=row.answers,
        answer_word=_("risposta") if row.answers == 1 else _("risposte"),
        last_author=str(row.last_author) if row.last_author else "",
        last=formats.relative_it(row.last_post_at),
    )
