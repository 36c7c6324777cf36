"""How articles and best practices are found: their sources of the index, their access table."""

from django.urls import reverse

from pico.core.access.shared import SharedObject
from pico.core.foundation import rich_text
from pico.core.foundation.searchable import Entry, Source

from ..models import Article, Practice
from ..terms import PRACTICE_SHOWN
from .found import SEARCHED


def articles():
    return Article.objects.prefetch_related("tags")


def article_entry(article: Article) -> Entry | None:
    """A published article is found by its words; what expired leaves the index with its state."""
    if not article.is_published:
        return None
    tags = " ".join(tag.name for tag in article.tags.all())
    text = rich_text.to_plain(article.text, is_bare=True)
    return Entry(
        title=article.title,
        body=" ".join((article.subtitle, article.summary, tags, article.references, text)),
        url=reverse("community:article", args=[article.pk]),
        scope=article.scope,
        module="community",
        kind="Articolo",
        ente_id=article.owner_id,
        at=article.published_at,
    )


def practice_entry(practice: Practice) -> Entry | None:
    if practice.state not in PRACTICE_SHOWN:
        return None
    solution = rich_text.to_plain(practice.solution, is_bare=True)
    return Entry(
        title=practice.title,
        body=" ".join((practice.problem, solution, practice.results, practice.tools)),
        url=reverse("community:practice", args=[practice.pk]),
        scope=practice.scope,
        module="community",
        kind="Buona pratica",
        ente_id=practice.owner_id,
        at=practice.published_at,
    )


ARTICLES = Source(model=Article, select=articles, entry=article_entry)
PRACTICES = Source(model=Practice, select=Practice.objects.all, entry=practice_entry)

ARTICLE = SharedObject(
    model="community.Article",
    make="pico.horizontal.community.tests.factories.make_article",
    channels={"list": "/community/blog/", **SEARCHED},
    detail={"page": "community:article", "versions": "community:article-versions"},
)
PRACTICE = SharedObject(
    model="community.Practice",
    make="pico.horizontal.community.tests.factories.make_practice",
    channels={
        "list": "/community/buone-pratiche/",
        "export": "/community/buone-pratiche/?formato=csv",
        **SEARCHED,
    },
    detail={"page": "community:practice"},
)
