"""How the forum is found: its source of the index, its words, its line in the access table."""

from django.urls import reverse

from pico.core.access.actor import Actor
from pico.core.access.shared import SharedObject
from pico.core.enti.models import Space
from pico.core.foundation import rich_text
from pico.core.foundation.searchable import Entry, Source
from pico.core.search import parsing
from pico.core.search.backends import backend
from pico.core.search.backends.base import Ask
from pico.core.search.models import SearchEntry
from pico.core.search.queries import reader_for
from pico.core.search.terms import Facet, Order

from ..models import Category, Discussion, Post
from ..terms import PUBLISHED, CategoryState

MOST_FOUND = 500
BODY = 60_000  # characters of a long discussion that the index reads
DISCUSSION_NOUN, CATEGORY_NOUN = "Discussione", "Categoria del forum"


def discussions():
    return Discussion.objects.select_related("category").prefetch_related("tags", "links")


def discussion_entry(discussion: Discussion) -> Entry | None:
    """A published discussion is found by its title, its words, its tags and its codes."""
    if discussion.state not in PUBLISHED or discussion.category.state == CategoryState.HIDDEN:
        return None
    return Entry(
        title=discussion.title,
        body=" ".join((*(tag.name for tag in discussion.tags.all()), _words(discussion))),
        url=reverse("community:discussion", args=[discussion.pk]),
        scope=discussion.scope,
        module="community",
        kind=DISCUSSION_NOUN,
        ente_id=discussion.owner_id,
        at=discussion.last_post_at,
        codes=tuple(link.code for link in discussion.links.all()),
    )


def _words(discussion: Discussion) -> str:
    shown = Post.objects.filter(discussion=discussion, deleted_at=None, hidden_at=None)
    words: list[str] = []
    length = 0
    for html in shown.order_by("number").values_list("text", flat=True).iterator(chunk_size=100):
        words.append(rich_text.to_plain(html, is_bare=True))
        length += len(words[-1])
        if length > BODY:
            break
    return " ".join(words)[:BODY]


def category_entry(category: Category) -> Entry | None:
    if category.state == CategoryState.HIDDEN:
        return None
    return Entry(
        title=category.title,
        body=category.description,
        url=reverse("community:category", args=[category.pk]),
        scope=category.scope,
        module="community",
        kind=CATEGORY_NOUN,
        ente_id=category.owner_id,
        at=category.created_at,
    )


DISCUSSIONS = Source(model=Discussion, select=discussions, entry=discussion_entry)
CATEGORIES = Source(model=Category, select=Category.objects.all, entry=category_entry)


def discussions_with(text: str, actor: Actor, space: Space) -> list[int]:
    """The keys of the discussions that the actor finds by these words, the likeliest first."""
    query = parsing.parse(text)
    if not query:
        return []
    ask = Ask(query, reader_for(actor, space), {Facet.KIND: (DISCUSSION_NOUN,)}, Order.RELEVANCE)
    entries = backend().page(ask, offset=0, limit=MOST_FOUND)
    rows = SearchEntry.objects.filter(pk__in=entries, subject_type="community.discussion")
    return [int(pk) for pk in rows.values_list("subject_id", flat=True)]


SEARCHED = {
    "search": "/cerca/?q={title}",
    "suggestions": "/cerca/suggerimenti/?q={title}",
    "api search": "/api/v1/search?q={title}",
}
DISCUSSION = SharedObject(
    model="community.Discussion",
    make="pico.horizontal.community.tests.factories.make_discussion",
    channels={
        "list": "/community/forum/discussioni/",
        "export": "/community/forum/discussioni/?formato=csv",
        "latest": "/community/forum/",
        **SEARCHED,
    },
    detail={"page": "community:discussion"},
)
CATEGORY = SharedObject(
    model="community.Category",
    make="pico.horizontal.community.tests.factories.make_category",
    channels={"list": "/community/forum/", **SEARCHED},
    detail={"page": "community:category"},
)
