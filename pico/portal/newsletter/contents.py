"""The contents that newsletters and bulletins are made of: what is public, from the one search.

Every module that gives the search a source is here without a word. Only the scope `public` counts,
whoever looks: what goes out by mail or stands in a bulletin is read by everybody.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.text import Truncator

from pico.core.access import scopes
from pico.core.access.actor import ANONYMOUS
from pico.core.enti.models import Space
from pico.core.search import queries as search_queries
from pico.core.search.models import SearchEntry
from pico.core.search.terms import PAGE_SIZE, Facet, Order

SUMMARY = 240
ENOUGH = 30
READ = 600
MOST = 100
MANY_TOPICS = 2000
APART = ("enti",)  # bodies are no news
SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Item:
    """A content that may be picked: `key` names it for good, `url` is a path inside the platform."""

    key: str
    kind: str
    title: str
    summary: str
    url: str
    date: datetime | None


def search(
    space: Space,
    text: str = "",
    kinds: Sequence[str] = (),
    actor=ANONYMOUS,
    *,
    topics: Sequence[str] = (),
    is_own: bool = False,
    since: datetime | None = None,
    limit: int = PAGE_SIZE,
) -> list[Item]:
    """Return public contents that exist in this space: by words the most pertinent, else the latest.

    `actor` is who looks: he finds no more than anybody. `is_own` keeps those of the space's ente,
    `since` those that came out after a moment, the latest first.
    """
    del actor
    chosen: dict[Facet, tuple[str, ...]] = {Facet.LEVEL: ("public",)}
    if kinds:
        chosen[Facet.KIND] = tuple(kinds)
    if topics:
        chosen[Facet.TOPIC] = tuple(topics)
    if is_own:
        chosen[Facet.ENTE] = (str(space.ente_id),)
    order = Order.RELEVANCE if text.strip() and since is None else Order.DATE
    keys = _found(space, text, chosen, order, limit)
    items = resolve(keys, since=since)
    return [items[key] for key in keys if key in items][:limit]


def _found(space: Space, text: str, chosen: dict, order: Order, limit: int) -> list[str]:
    """The keys that the search gives, page after page up to the limit."""
    keys: list[str] = []
    for page in range(1, -(-min(limit, MOST) // PAGE_SIZE) + 1):
        found = search_queries.search(
            actor=ANONYMOUS, space=space, text=text, chosen=chosen, order=order, page=page
        )
        keys += [f"{hit.subject_type}{SEPARATOR}{hit.subject_id}" for hit in found.hits]
        if page >= found.pages:
            break
    return keys


def kinds(space: Space) -> list[str]:
    """The kinds of content that there are to pick, in alphabetical order."""
    return sorted(set(_entries(space).order_by().values_list("kind", flat=True).distinct()))


def topics(space: Space) -> list[str]:
    """The topics under which there are contents to pick, in alphabetical order."""
    rows = _entries(space).exclude(topics=[]).order_by().values_list("topics", flat=True)
    return sorted({name for names in rows.distinct()[:MANY_TOPICS] for name in names})


def resolve(keys: Iterable[str], *, since: datetime | None = None) -> dict[str, Item]:
    """Return the contents that are still public, by key, in one query; the others are left out."""
    wanted = Q()
    for key in keys:
        kind, _separator, pk = key.partition(SEPARATOR)
        wanted |= Q(subject_type=kind, subject_id=pk)
    if not wanted:
        return {}
    rows = _public().filter(wanted)
    if since:
        rows = rows.filter(at__gt=since)
    return {item.key: item for item in map(_item, rows)}


def _public():
    return (
        SearchEntry.objects.filter(scope=scopes.PUBLIC)
        .exclude(module__in=APART)
        .defer("body")
        .select_related("space")
        .annotate(start=Substr("body", 1, READ))
    )


def _entries(space: Space):
    """What a visitor of this space could open: the modules that are off there do not exist."""
    modules = search_queries.reader_for(ANONYMOUS, space).modules
    return _public().filter(module__in=modules, at__isnull=False)


def _item(entry: SearchEntry) -> Item:
    own = entry.space.prefix if entry.space else ""
    url = entry.url
    if url.startswith("/") and own and not url.startswith(f"{own}/"):
        url = f"{own}{url}"
    return Item(
        key=f"{entry.subject_type}{SEPARATOR}{entry.subject_id}",
        kind=entry.kind,
        title=entry.title,
        summary=_summary(entry.start),
        url=url,
        date=entry.at,
    )


def _summary(body: str) -> str:
    """The first line, where sources put their description; if it says too little, the first words."""
    first = body.split("\n", 1)[0].strip()
    said = first if len(first) >= ENOUGH else " ".join(body.split())
    return Truncator(said).chars(SUMMARY)
