"""A post as it is shown: a value, so that equal posts are drawn once (see `core/ui/pieces`)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from pico.core.people.models import initials
from pico.core.people.terms import CLOSED

from ..models import Discussion, Post, PostFile
from ..permissions import CommunityPermission
from ..queries import forum as queries
from ..terms import ReactionKind

COUNTERS = {
    ReactionKind.USEFUL: "useful_count",
    ReactionKind.THANKS: "thanks_count",
    ReactionKind.AGREE: "agree_count",
}
Tally = tuple[tuple[str, str, int, bool], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a post; without an address while it is being checked."""

    title: str
    url: str = ""
    kind: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostCard:
    """All that a reader sees of a post, and what he may do with it."""

    pk: int
    number: int
    anchor: str
    address: str
    author: str
    initials: str
    author_url: str
    is_by_leaver: bool
    is_by_expert: bool
    is_by_mail: bool
    ente: str
    created_at: datetime
    edited_at: datetime | None
    is_deleted: bool
    is_hidden: bool
    hidden_reason: str
    is_readable: bool
    text: str
    attachments: tuple[Attachment, ...]
    tally: Tally
    is_new: bool
    is_accepted: bool
    shows_acts: bool
    shows_reactions: bool
    may_react: bool
    may_quote: bool
    accept_url: str
    may_change: bool
    may_report: bool
    may_delete: bool


def cards_of(
    posts: list[Post], found: Discussion, actor, read: int, *, may_quote: bool
) -> list[PostCard]:
    """The cards of the posts of a page; `read` is the last number that the actor has read."""
    files, experts = queries.files_of(posts), queries.experts_among(posts)
    mine = queries.my_reactions(posts, actor)
    moderates = actor.can(CommunityPermission.MODERATE, found)
    accepts = found.is_question and actor.can(CommunityPermission.ACCEPT_ANSWER, found)
    reacts = actor.is_member and found.is_published
    base, words = addresses(), reaction_words()
    people = reverse("people:person", args=[0]).removesuffix("0/") if actor.is_member else ""
    accept_url = reverse("community:accept", args=[found.pk]) if accepts else ""

    def card(post: Post) -> PostCard:
        post.discussion = found
        own = actor.is_known and post.author_id == actor.person_id
        counted = tally(post, mine, words)
        reacts_here = reacts and not own
        shown = reacts_here or any(number for _k, _l, number, _m in counted)
        return PostCard(
            pk=post.pk,
            number=post.number,
            anchor=post.anchor,
            address=f"{base}{post.pk}/",
            author=queries.full_name(
                post.author_first_name, post.author_last_name, post.author_username
            ),
            initials=initials(post.author_first_name, post.author_last_name),
            author_url=f"{people}{post.author_id}/" if people else "",
            is_by_leaver=post.author_state in CLOSED,
            is_by_expert=post.author_id in experts,
            is_by_mail=post.is_by_mail,
            ente=post.ente_name,
            created_at=post.created_at,
            edited_at=post.edited_at,
            is_deleted=post.deleted_at is not None,
            is_hidden=post.hidden_at is not None,
            hidden_reason=post.hidden_reason,
            is_readable=post.deleted_at is None and (post.hidden_at is None or moderates),
            text=post.text,
            attachments=tuple(map(_attachment, files.get(post.pk, ()))),
            tally=counted,
            is_new=bool(read) and post.number > read and not own,
            is_accepted=post.pk == found.accepted_id,
            shows_acts=shown or actor.is_member,
            shows_reactions=shown,
            may_react=reacts_here,
            may_quote=may_quote,
            accept_url=accept_url if not post.is_first and post.is_shown else "",
            may_change=own and actor.can(CommunityPermission.CHANGE_POST, post),
            may_report=reacts_here,
            may_delete=not post.is_first
            and (moderates or (own and actor.can(CommunityPermission.DELETE_POST, post))),
        )

    return [card(post) for post in posts]


def _attachment(row: PostFile) -> Attachment:
    current = row.file.current
    if current is None:
        return Attachment(row.file.title)
    return Attachment(
        row.file.title,
        reverse("community:attachment", args=[row.pk]),
        str(current.format_label),
        current.size,
    )


def addresses() -> str:
    """What the addresses of every post begin with: looked up once, not for each button of a page."""
    return reverse("community:react", args=[0]).removesuffix("0/reazione/")


def reaction_words() -> list[tuple[str, str, str]]:
    """Each reaction: kind, word, the column that counts it."""
    return [(kind.value, str(kind.label), COUNTERS[kind]) for kind in ReactionKind]


def tally(post: Post, mine: set, words: list) -> Tally:
    """Each reaction: kind, word, how many, whether the actor's is among them."""
    return tuple(
        (kind, word, getattr(post, counter), (post.pk, kind) in mine)
        for kind, word, counter in words
    )
