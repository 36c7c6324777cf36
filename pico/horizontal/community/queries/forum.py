"""What an actor reads in the forum."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.people.models import MembershipRole, Person
from pico.core.people.queries import working_today

from ..models import (
    Category,
    Discussion,
    Follow,
    Post,
    PostFile,
    Reaction,
    ReadingStart,
    ReadMark,
    Tag,
)
from ..permissions import CommunityPermission
from ..terms import (
    POSTS_PER_PAGE,
    PUBLISHED,
    SAME_TEXT,
    UNREAD_MOST,
    UNREAD_SPAN,
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
    found = (
        Category.objects.visible_to(actor)
        .select_related("owner", "parent")
        .prefetch_related("moderators")
        .filter(pk=pk)
        .first()
    )
    if found is None:
        raise Http404
    return found


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


def discussions_of(category: Category) -> QuerySet[Discussion]:
    """The published discussions of a category that the reader may read: they all have its scope."""
    return (
        Discussion.objects.filter(category=category, state__in=PUBLISHED)
        .select_related("author", "owner", "last_author")
        .prefetch_related("tags")
        .only(*ROW)
        .order_by("-is_pinned", "-last_post_at", "-pk")
    )


def discussion(pk: int, actor: Actor) -> Discussion:
    """Return a discussion: published, or one's own that is not, or one that the actor moderates."""
    found = (
        Discussion.objects.filter(pk=pk, scope__readable_by=actor.scopes)
        .select_related("category__owner", "author", "owner", "merged_into")
        .prefetch_related("tags", "links", "category__moderators")
        .first()
    )
    if found is None or not _may_open(found, actor):
        raise Http404
    return found


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
    rows = discussion.posts.select_related("author", "ente").order_by("number")
    return rows.only(
        *(f"author__{name}" for name in NAMES), "ente__name",
        *(field.attname for field in Post._meta.concrete_fields),
    )  # fmt: skip


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
    rows = Reaction.objects.filter(person=actor.person_id, post__in=[one.pk for one in posts])
    return set(rows.values_list("post_id", "kind"))


def experts_among(posts: Iterable[Post]) -> set[int]:
    """The authors of these posts that sit in the pool of experts."""
    rows = MembershipRole.objects.filter(
        role=Role.EXPERT,
        membership__in=working_today(),
        membership__person__in={one.author_id for one in posts},
    )
    return set(rows.values_list("membership__person_id", flat=True))


# Reading and following ---------------------------------------------------------------------------


def mark_of(discussion: Discussion, actor: Actor) -> int:
    """The number of the last post the actor read here; 0 when he never came."""
    if not actor.is_known:
        return 0
    row = ReadMark.objects.filter(discussion=discussion, person=actor.person_id).first()
    return row.number if row else 0


def reading_start(actor: Actor, now: datetime) -> datetime:
    """What was written before counts as read: a month ago, or when the person said so."""
    row = ReadingStart.objects.filter(person=actor.person_id).first()
    return max(row.at, now - UNREAD_SPAN) if row else now - UNREAD_SPAN


def unread_among(rows: Iterable[Discussion], actor: Actor, now: datetime) -> set[int]:
    """Which of these discussions have something new for the actor; two queries."""
    rows = list(rows)
    if not actor.is_known or not rows:
        return set()
    start = reading_start(actor, now)
    fresh = {one.pk: one.last_number for one in rows if one.last_post_at > start}
    marks = ReadMark.objects.filter(person=actor.person_id, discussion__in=fresh)
    read = dict(marks.values_list("discussion_id", "number"))
    return {pk for pk, last in fresh.items() if read.get(pk, 0) < last}


def unread_by_category(actor: Actor, now: datetime) -> dict[int, int]:
    """How many of the latest hundred discussions have something new, by category; one query."""
    if not actor.is_member:
        return {}
    start = Subquery(ReadingStart.objects.filter(person=actor.person_id).values("at")[:1])
    rows = (
        Discussion.objects.visible_to(actor)
        .filter(last_post_at__gt=now - UNREAD_SPAN)
        .annotate(
            mine=FilteredRelation("marks", condition=Q(marks__person=actor.person_id)), start=start
        )
        .order_by("-last_post_at", "-pk")
        .values_list("category_id", "last_number", "mine__number", "last_post_at", "start")
    )
    counted: dict[int, int] = {}
    for category_id, last, read, at, since in rows[:UNREAD_MOST]:
        if last > (read or 0) and (since is None or at > since):
            counted[category_id] = counted.get(category_id, 0) + 1
    return counted


def follow_of(actor: Actor, **of) -> Follow | None:
    """The actor's follow of a category, a discussion, a tag or an author."""
    if not actor.is_known:
        return None
    return Follow.objects.filter(person=actor.person_id, **of).first()


def follows(actor: Actor) -> QuerySet[Follow]:
    """What the actor follows and may still read."""
    readable = Discussion.objects.visible_to(actor).filter(pk=OuterRef("discussion"))
    categories = Category.objects.visible_to(actor).filter(pk=OuterRef("category"))
    return (
        Follow.objects.filter(person=actor.person_id, is_muted=False)
        .filter(Q(discussion=None) | Exists(readable))
        .filter(Q(category=None) | Exists(categories))
        .select_related("category", "discussion", "tag", "author")
        .order_by("-since", "-pk")
    )


# People and tags ---------------------------------------------------------------------------------


def tags_like(text: str) -> QuerySet[Tag]:
    return Tag.objects.filter(key__startswith=text)


def mentionable(text: str, actor: Actor) -> tuple[list[Person], list[Ente]]:
    """Persons and enti whose name goes on from these words: those who may be called."""
    if not actor.is_member or len(text) < 2:
        return [], []
    people = Person.objects.filter(pk__in=working_today().values("person"))
    for word in text.split()[:3]:
        people = people.filter(
            Q(first_name__istartswith=word)
            | Q(last_name__istartswith=word)
            | Q(username__istartswith=word)
        )
    enti = Ente.objects.filter(
        Q(search_key__startswith=text.lower()) | Q(ipa_code__iexact=text),
        valid_to=None,
        pk__in=working_today().values("ente"),
    )
    return list(people[:6]), list(enti[:4])


def main_enti(people: Iterable[Person]) -> dict[int, str]:
    """The name of the ente for which each works, for a list of persons."""
    rows = working_today().filter(person__in=[one.pk for one in people]).order_by("is_main")
    return dict(rows.values_list("person_id", "ente__name"))


def people_by_handle(handles: set[str]) -> dict[str, tuple[str, str]]:
    """Handle → (address kind and key, name) of the persons and enti written as «@user.name»."""
    found = {
        person.username.lower(): (f"/persone/{person.pk}/", str(person))
        for person in Person.objects.filter(username__in=handles)
    }
    for ente in Ente.objects.filter(ipa_code__in=handles, valid_to=None):
        found.setdefault(ente.ipa_code.lower(), (f"/enti/{ente.pk}/", ente.name))
    return found
