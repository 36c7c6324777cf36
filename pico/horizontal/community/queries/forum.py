"""What an actor reads in the forum."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.foundation.prepared import Prepared, hold
from pico.core.people.models import MembershipRole, Person
from pico.core.people.queries import working_today

from ..models import (
    Category,
    Discussion,
    DiscussionLink,
    Post,
    PostFile,
    Reaction,
    Tag,
)
from ..permissions import CommunityPermission
from ..terms import (
    DISCUSSIONS_PER_PAGE,
    POSTS_PER_PAGE,
    PUBLISHED,
    SAME_TEXT,
    CategoryState,
    DiscussionKind,
    DiscussionState,
)

# Of a person and an ente a row shows the name: thirty columns more of each would cost as much as the page.
NAMES = ("first_name", "last_name", "username", "state")
ROW = (
    *(f"author__{name}" for name in NAMES),
    *(f"last_author__{name}" for name in NAMES),
    "owner__name", "title", "kind", "state", "is_pinned", "post_count", "last_number",
    "last_post_at", "created_at", "scope", "category_id", "author_id", "owner_id",
)  # fmt: skip
ORDER = ("-is_pinned", "-last_post_at", "-pk")


def full_name(first: str | None, last: str | None, username: str | None) -> str:
    """A name as a `Person` writes it, from columns alone."""
    return f"{first or ''} {last or ''}".strip() or username or ""


# Categories --------------------------------------------------------------------------------------


def visible_categories(actor: Actor) -> QuerySet[Category]:
    """Every category the actor may read, archived ones last."""
    return (
        Category.objects.visible_to(actor)
        .select_related("owner", "last_discussion__last_author")
        .order_by("position", "title", "pk")
    )


def category(pk: int, actor: Actor) -> Category:
    """Return a category the actor may read; 404 for others."""
    found = next(iter(_CATEGORY.objects(pk=pk)), None)
    if found is None or not _is_seen(found, actor):
        raise Http404
    hold(found, "moderators", _MODERATORS.objects(category=pk))
    return found


def inside(category: Category, actor: Actor) -> list[Category]:
    """The categories in a category that the actor may read; those of the second level hold none."""
    if category.parent_id:
        return []
    return [one for one in _INSIDE.objects(parent=category.pk) if _is_seen(one, actor)]


def _is_seen(category: Category, actor: Actor) -> bool:
    """As `Category.objects.visible_to` says of many."""
    is_hidden = category.state == CategoryState.HIDDEN
    return actor.may_read(category.scope) and not (is_hidden and category.owner_id != actor.ente_id)


_CATEGORY = Prepared(
    lambda *, pk: Category.objects.filter(pk=pk).select_related("owner", "parent").order_by()
)
_MODERATORS = Prepared(
    lambda *, category: Person.objects.filter(moderated_categories=category).order_by("pk")
)
_INSIDE = Prepared(
    lambda *, parent: Category.objects.filter(parent=parent).order_by("position", "title", "pk")
)


def categories_to_write_in(actor: Actor) -> list[Category]:
    """The categories in which the actor may open a discussion."""
    rows = Category.objects.visible_to(actor).select_related("owner").prefetch_related("moderators")
    active = rows.filter(state=CategoryState.ACTIVE)
    return [row for row in active if actor.can(CommunityPermission.OPEN_DISCUSSION, row)]


def parents_for(actor: Actor, category: Category | None = None) -> QuerySet[Category]:
    """The first-level categories of the actor's ente, which may hold another."""
    rows = Category.objects.visible_to(actor).filter(owner_id=actor.ente_id, parent=None)
    return rows.exclude(pk=category.pk) if category else rows


def moderated_categories(actor: Actor) -> QuerySet[Category]:
    """The categories where the actor decides on proposals and reports."""
    if not actor.is_member:
        return Category.objects.none()
    named = Q(moderators=actor.person_id, scope__readable_by=actor.scopes)
    runs = actor.roles & {str(role) for role in _moderating_roles()}
    owned = Q(owner_id=actor.ente_id) if runs else Q(pk__in=[])
    return Category.objects.filter(owned | named).distinct()


def _moderating_roles() -> Iterable[str]:
    yield from (Role.MODERATOR, Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
    yield from (Role.UPI_EDITOR, Role.REGIONAL_EDITOR, Role.PROVINCE_EDITOR)


# Discussions -------------------------------------------------------------------------------------


def visible_discussions(actor: Actor) -> QuerySet[Discussion]:
    """The published discussions the actor may read, with what a row shows."""
    return (
        Discussion.objects.visible_to(actor)
        .select_related("category", "author", "owner", "last_author")
        .prefetch_related("tags")
        .only(*ROW, "category__title")
    )


def discussions_of(category: Category | int) -> QuerySet[Discussion]:
    """The published discussions of a category that the reader may read: they all have its scope."""
    return (
        Discussion.objects.filter(category=category, state__in=PUBLISHED)
        .select_related("author", "owner", "last_author")
        .prefetch_related("tags")
        .only(*ROW)
        .order_by(*ORDER)
    )


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


def discussion(pk: int, actor: Actor) -> Discussion:
    """Return a discussion: published, or one's own that is not, or one that the actor moderates."""
    found = next(iter(_DISCUSSION.objects(pk=pk)), None)
    if found is None or not actor.may_read(found.scope):
        raise Http404
    hold(found, "tags", _TAGS_OF_ONE.objects(discussion=pk))
    hold(found, "links", _LINKS.objects(discussion=pk))
    hold(found.category, "moderators", _MODERATORS.objects(category=found.category_id))
    if not _may_open(found, actor):
        raise Http404
    return found


_DISCUSSION = Prepared(
    lambda *, pk: (
        Discussion.objects.filter(pk=pk)
        .select_related("category__owner", "author", "owner", "merged_into")
        .order_by()
    )
)
_TAGS_OF_ONE = Prepared(
    lambda *, discussion: Tag.objects.filter(discussions=discussion).order_by(*Tag._meta.ordering)
)
_LINKS = Prepared(
    lambda *, discussion: DiscussionLink.objects.filter(discussion=discussion).order_by("pk")
)


def _may_open(found: Discussion, actor: Actor) -> bool:
    is_hidden = found.category.state == CategoryState.HIDDEN
    if found.state in (*PUBLISHED, DiscussionState.MERGED) and not is_hidden:
        return True
    mine = actor.is_known and found.author_id == actor.person_id and not is_hidden
    waits = found.state in (DiscussionState.PROPOSED, DiscussionState.REJECTED)
    return (mine and waits) or actor.can(CommunityPermission.MODERATE, found)


def my_proposals(actor: Actor) -> QuerySet[Discussion]:
    """The actor's own discussions that wait, or that were sent back."""
    waits = (DiscussionState.PROPOSED, DiscussionState.REJECTED)
    return (
        Discussion.objects.filter(
            author_id=actor.person_id, state__in=waits, scope__readable_by=actor.scopes
        )
        .select_related("category", "author", "owner", "last_author")
        .order_by("-created_at")
    )


def waiting_proposals(actor: Actor) -> QuerySet[Discussion]:
    """The proposals that the actor decides, the oldest first."""
    return (
        Discussion.objects.filter(
            state=DiscussionState.PROPOSED, category__in=moderated_categories(actor)
        )
        .select_related("category", "author", "owner")
        .order_by("created_at", "pk")
    )


def same_discussion(category: Category, title: str, actor: Actor, now: datetime):
    """The discussion that a second click would open again."""
    return Discussion.objects.filter(
        category=category,
        author_id=actor.person_id,
        title=title,
        created_at__gte=now - SAME_TEXT,
    ).first()


def unanswered(until: datetime, *, asked: bool = False) -> QuerySet[Discussion]:
    """The open questions asked before a moment that nobody answered.

    Those that somebody was asked about already are left out, unless `asked`.
    """
    rows = Discussion.objects.filter(
        kind=DiscussionKind.QUESTION,
        state=DiscussionState.OPEN,
        first_answer_at=None,
        created_at__lte=until,
    )
    return (rows if asked else rows.filter(routed_at=None)).select_related("category")


# Posts -------------------------------------------------------------------------------------------


def posts_of(discussion: Discussion) -> QuerySet[Post]:
    """Every post of a discussion in its order, tombstones included."""
    return _posts(discussion.pk)


def _posts(discussion: int) -> QuerySet[Post]:
    """With the names that a post shows: `author_first_name` …, `author_state`, `ente_name`."""
    names = {f"author_{name}": F(f"author__{name}") for name in NAMES}
    rows = Post.objects.filter(discussion=discussion).order_by("number")
    return rows.annotate(**names, ente_name=F("ente__name"))


def first_posts_of(discussion: Discussion) -> tuple[list[Post], int]:
    """The page of a discussion that everybody opens, the first twenty of `posts_of`, and how many they are."""
    first = _FIRST_POSTS.objects(discussion=discussion.pk)
    if len(first) < POSTS_PER_PAGE:
        return first, len(first)
    ((count,),) = _POST_COUNT.tuples(discussion=discussion.pk)
    return first, count


_FIRST_POSTS = Prepared(lambda *, discussion: _posts(discussion)[:POSTS_PER_PAGE])
_POST_COUNT = Prepared(
    lambda *, discussion: (
        Post.objects.filter(discussion=discussion)
        .order_by()
        .values("discussion")
        .annotate(count=Count("pk"))
        .values_list("count")
    )
)


def post(pk: int, actor: Actor) -> Post:
    """Return a post of a discussion that the actor may open; 404 for others."""
    found = Post.objects.filter(pk=pk).select_related("author", "ente").first()
    if found is None:
        raise Http404
    found.discussion = discussion(found.discussion_id, actor)
    if not found.is_shown and not actor.can(CommunityPermission.MODERATE, found):
        raise Http404
    return found


def page_with(post: Post) -> int:
    """The page of its discussion on which a post stands."""
    before = Post.objects.filter(discussion=post.discussion_id, number__lte=post.number).count()
    return -(-before // POSTS_PER_PAGE)


def files_of(posts: Iterable[Post]) -> dict[int, list[PostFile]]:
    """The attachments of these posts by post; no query where there are none."""
    pks = [post.pk for post in posts if post.file_count]
    found: dict[int, list[PostFile]] = {}
    if pks:
        for row in PostFile.objects.filter(post__in=pks).select_related("file__current"):
            found.setdefault(row.post_id, []).append(row)
    return found


def attachment(pk: int, actor: Actor) -> PostFile:
    """Return an attachment of a post that the actor may read."""
    found = PostFile.objects.filter(pk=pk).select_related("post", "file__current").first()
    if found is None or found.file.current is None:
        raise Http404
    post(found.post_id, actor)
    return found


def same_post(discussion: Discussion, text: str, actor: Actor, now: datetime) -> Post | None:
    """The post that a second click would write again: the same words, just now."""
    return Post.objects.filter(
        discussion=discussion,
        author_id=actor.person_id,
        text=text,
        created_at__gte=now - SAME_TEXT,
        deleted_at=None,
    ).first()


def my_reactions(posts: Iterable[Post], actor: Actor) -> set[tuple[int, str]]:
    if not actor.is_known:
        return set()
    pks = tuple(one.pk for one in posts)
    return set(_MY_REACTIONS.tuples(person=actor.person_id, posts=pks)) if pks else set()


_MY_REACTIONS = Prepared(
    lambda *, person, posts: (
        Reaction.objects.filter(person=person, post__in=posts)
        .order_by()
        .values_list("post_id", "kind")
    )
)


def experts_among(posts: Iterable[Post]) -> set[int]:
    """The authors of these posts that sit in the pool of experts."""
    authors = tuple(sorted({one.author_id for one in posts}))
    if not authors:
        return set()
    return {pk for (pk,) in _EXPERTS.tuples(authors=authors, today=timezone.localdate())}


_EXPERTS = Prepared(
    lambda *, authors, today: (
        MembershipRole.objects.filter(
            role=Role.EXPERT,
            membership__in=working_today(today).order_by(),
            membership__person__in=authors,
        )
        .order_by()
        .values_list("membership__person_id")
    )
)
