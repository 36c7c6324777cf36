"""The door of the Community: what other floors may ask of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.people import audience

from .models import Article
from .queries.blog import visible_articles

# Announced when an editor promotes an article: the subject is the article, the space that of the editor,
# `data["scope"]` its level, `data["news"]` its words and credit (title, summary, text, author, ente, url).
ARTICLE_PROMOTED = "community.article.promoted"


@dataclass(frozen=True, slots=True)
class ArticleCard:
    """An article as a newsletter or a page of news shows it."""

    key: int
    title: str
    summary: str
    url: str
    author: str
    ente: str
    at: datetime
    scope: str
    is_promoted: bool


def articles_for(actor: Actor, *, readers: str = scopes.PUBLIC, since=None) -> list[ArticleCard]:
    """The articles the actor reads that may be shown to all the readers of a level, newest first.

    A newsletter to `readers` must not tell them of what they may not open; a hundred at most.
    """
    rows: QuerySet[Article] = visible_articles(actor).order_by("-published_at", "-pk")
    if since:
        rows = rows.filter(published_at__gte=since)
    return [card for card in map(card_of, rows[:100]) if _is_for(card, readers)]


def _is_for(card: ArticleCard, readers: str) -> bool:
    return audience.is_within(readers, card.scope)


def cards_of(keys: Iterable[int], actor: Actor) -> list[ArticleCard]:
    """The chosen articles that the actor still reads, in the order asked."""
    found = {row.pk: card_of(row) for row in visible_articles(actor).filter(pk__in=list(keys))}
    return [found[key] for key in keys if key in found]


def card_of(article: Article) -> ArticleCard:
    return ArticleCard(
        key=article.pk,
        title=article.title,
        summary=article.summary,
        url=article.get_absolute_url(),
        author=str(article.author),
        ente=article.owner.name,
        at=article.published_at or article.created_at,
        scope=article.scope,
        is_promoted=article.promoted_at is not None,
    )
