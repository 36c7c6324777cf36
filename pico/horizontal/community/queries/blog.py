"""What an actor reads in the blog."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.http import Http404

from pico.core.access.actor import Actor

from ..models import Article, Comment, Like
from ..permissions import CommunityPermission
from ..terms import SAME_TEXT, ArticleState, CommentState


def visible_articles(actor: Actor) -> QuerySet[Article]:
    """The published articles the actor may read, newest first."""
    return (
        Article.objects.visible_to(actor)
        .select_related("author", "owner", "cover__current")
        .order_by("-is_featured", "-published_at", "-pk")
    )


def article(pk: int, actor: Actor) -> Article:
    """Return an article: published, one's own in any state, one that waits for the actor's yes."""
    found = (
        Article.objects.select_related("author", "owner", "cover__current")
        .prefetch_related("tags")
        .filter(pk=pk)
        .first()
    )
    if found is None or not _may_open(found, actor):
        raise Http404
    return found


def _may_open(found: Article, actor: Actor) -> bool:
    if Article.objects.visible_to(actor).filter(pk=found.pk).exists():
        return True
    if actor.is_member and found.author_id == actor.person_id and found.owner_id == actor.ente_id:
        return True
    if found.state == ArticleState.DRAFT or not actor.may_read(found.scope):
        return False
    return actor.can(CommunityPermission.REVIEW_ARTICLE, found)


def my_articles(actor: Actor) -> QuerySet[Article]:
    """The actor's own articles, and those that wait for his yes."""
    mine = Q(author=actor.person_id, owner=actor.ente_id)
    rows = Article.objects.select_related("author", "owner").order_by("-created_at", "-pk")
    if actor.can(CommunityPermission.REVIEW_ARTICLE, Article(owner_id=actor.ente_id)):
        return rows.filter(mine | Q(owner=actor.ente_id, state=ArticleState.IN_REVIEW))
    return rows.filter(mine)


def comments_of(article: Article, actor: Actor) -> list[Comment]:
    """The comments the actor may read, each with its answers; one query."""
    rows = article.comments.select_related("author", "ente")
    if not actor.can(CommunityPermission.MODERATE_COMMENTS, article):
        shown = Q(state__in=(CommentState.SHOWN, CommentState.DELETED))
        if actor.is_known:
            shown |= Q(state=CommentState.WAITING, author=actor.person_id)
        rows = rows.filter(shown)
    return _threaded(rows)


def _threaded(rows: Iterable[Comment]) -> list[Comment]:
    first: dict[int, Comment] = {}
    for row in rows:
        row.below = []
        if row.parent_id in first:
            first[row.parent_id].below.append(row)
        elif row.parent_id is None:
            first[row.pk] = row
    return [
        row for row in first.values()
        if row.state != CommentState.DELETED or row.below
    ]  # fmt: skip


def comment(pk: int, actor: Actor) -> Comment:
    found = Comment.objects.select_related("article", "parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.article = article(found.article_id, actor)
    return found


def same_comment(article: Article, text: str, actor: Actor, now: datetime) -> Comment | None:
    """The comment that a second click would write again."""
    recent = Comment.objects.filter(
        article=article, author=actor.person_id, text=text, created_at__gte=now - SAME_TEXT
    )
    return recent.exclude(state=CommentState.DELETED).first()


def likes(article: Article, actor: Actor) -> bool:
    return actor.is_known and Like.objects.filter(article=article, person=actor.person_id).exists()


def due(now: datetime) -> QuerySet[Article]:
    """What was to come out by now."""
    return Article.objects.filter(state=ArticleState.SCHEDULED, published_at__lte=now)


def expired(today: date) -> QuerySet[Article]:
    return Article.objects.filter(state=ArticleState.PUBLISHED, expires_on__lt=today)
