"""Discussions in a list: each row is a value, so that equal rows are drawn once."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from pico.core.ui import formats, pieces

from ..models import Discussion
from ..queries.forum import TalkRow, full_name, row_of
from ..terms import STATE_MEANING, DiscussionKind, DiscussionState

register = template.Library()

ENDED = (DiscussionState.SOLVED, DiscussionState.CLOSED, DiscussionState.ARCHIVED)


@dataclass(frozen=True, slots=True)
class Talk:
    """What a row says of a discussion: its words are found when it is drawn, not each time it is asked
    for. `category` and `category_url` only where many are mixed; `last` is said in words, that pass.
    """

    url: str
    row: TalkRow
    is_unread: bool
    last: str
    category: str = ""
    category_url: str = ""

    @property
    def kind(self) -> str:
        kind = DiscussionKind(self.row.kind)
        return "" if kind == DiscussionKind.DISCUSSION else str(kind.label)

    @property
    def state(self) -> str:
        return str(DiscussionState(self.row.state).label) if self.row.state in ENDED else ""

    @property
    def meaning(self) -> str:
        return STATE_MEANING[DiscussionState(self.row.state)]

    @property
    def author(self) -> str:
        return full_name(*self.row.author)

    @property
    def last_author(self) -> str:
        return full_name(*self.row.last_author)

    @property
    def answers(self) -> int:
        return max(0, self.row.post_count - 1)


@register.simple_tag
def talks(
    rows: Iterable[Discussion | TalkRow],
    unread: Collection[int] = (),
    *,
    shows_category: bool = False,
) -> SafeString:
    """Draw the rows of these discussions; `unread` are the numbers of those with something new."""
    here = reverse("community:discussion", args=[0]).removesuffix("0/")
    now = timezone.now()
    drawn = (
        pieces.drawn("community/_talk.html", _talk(row, here, unread or (), shows_category, now))
        for row in rows
    )
    return mark_safe("".join(drawn))


def _talk(
    found: Discussion | TalkRow,
    here: str,
    unread: Collection[int],
    shows_category: bool,
    now: datetime,
) -> Talk:
    row = found if isinstance(found, TalkRow) else row_of(found)
    last = formats.relative_it(row.last_post_at, now)
    talk = Talk(f"{here}{row.pk}/", row, row.pk in unread, last)
    if not shows_category:
        return talk
    return replace(
        talk, category=found.category.title, category_url=found.category.get_absolute_url()
    )
