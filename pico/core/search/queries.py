"""What a reader finds: results, counts, suggestions, all limited to his scopes inside the query."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import get_close_matches
from functools import cache

from django.apps import apps
from django.db.models import F, Model, Q
from django.db.models.functions import Substr
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from pico.core.access.actor import Actor
from pico.core.access.models import ScopeField
from pico.core.access.scopes import Level
from pico.core.enti.models import Space
from pico.core.foundation.prepared import Prepared
from pico.core.modules import registry

from . import language, parsing
from .backends import backend
from .backends.base import Ask, Counts, Reader
from .labels import labels_of
from .models import SearchEntry, SearchWord
from .snippets import highlight, snippet
from .sources import all_sources
from .terms import LAST_PAGE, PAGE_SIZE, SUGGESTIONS, Facet, Order

READ_FOR_SNIPPET = 20_000
CANDIDATES = 60
OPTIONS = 10


_ENTRIES = Prepared(
    lambda ids: (
        SearchEntry.objects.filter(pk__in=ids)
        .defer("body")
        .select_related("space")
        .annotate(ente_name=F("ente__name"), text=Substr("body", 1, READ_FOR_SNIPPET))
    )
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A result as it is shown."""

    subject_type: str
    subject_id: str
    title: SafeString
    snippet: SafeString
    url: str
    scope: str
    level_label: str
    module: str
    kind: str
    ente_name: str
    at: datetime | None
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, with how many results it would give."""

    value: str
    label: str
    number: int
    is_chosen: bool

    @property
    def noun(self) -> str:
        """What is counted, for who listens to the page."""
        return ngettext("risultato", "risultati", self.number)


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_capped: bool = False
    facets: Mapping[Facet, list[Option]] = field(default_factory=dict)
    page: int = 1
    guess: str = ""

    @property
    def pages(self) -> int:
        return min(-(-self.total // PAGE_SIZE), LAST_PAGE)

    @property
    def is_beyond(self) -> bool:
        """An address of a page after the last one."""
        return bool(self.total) and not self.hits


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An object whose title has the words that are being typed."""

    subject_id: str
    title: str
    detail: str
    url: str


def reader_for(actor: Actor, space: Space, modules: Iterable[str] | None = None) -> Reader:
    """The scopes of the actor and the modules that exist in this space; rooms of the core always do."""
    active = registry.active_for(space) if modules is None else modules
    return Reader(tuple(sorted(actor.scopes)), tuple(sorted({*active, *_rooms_of_the_core()})))


@cache
def _rooms_of_the_core() -> frozenset[str]:
    return frozenset(
        app.label for app in apps.get_app_configs() if app.name.startswith("pico.core.")
    )


def search(
    *,
    actor: Actor,
    space: Space,
    text: str,
    chosen: Mapping[Facet, tuple[str, ...]] | None = None,
    order: Order = Order.RELEVANCE,
    page: int = 1,
    modules: Iterable[str] | None = None,
) -> Results:
    """Return a page of what the actor finds here, in a constant number of queries.

    Who knows the modules of the space already gives them; else they are read.
    """
    query = parsing.parse(text)
    chosen = {facet: values for facet, values in (chosen or {}).items() if values}
    if not query and (text.strip() or not chosen):
        return Results()
    reader = reader_for(actor, space, modules)
    ask = Ask(query, reader, chosen, order)
    page = min(max(page, 1), LAST_PAGE)
    hits = _hits(ask, space, offset=(page - 1) * PAGE_SIZE)
    counts = backend().counts(ask)
    return Results(
        hits=hits,
        total=counts.total,
        is_capped=counts.is_capped,
        facets=_facets(counts, chosen),
        page=page,
        guess="" if hits or page > 1 else _guess(ask, text),
    )


def suggest(*, actor: Actor, space: Space, text: str) -> list[Suggestion]:
    """Return a few objects of the actor whose title goes on from what he is typing."""
    query = parsing.parse_prefix(text)
    if not query:
        return []
    reader = reader_for(actor, space)
    ids = backend().suggest(query, reader, limit=CANDIDATES)
    start = " ".join(language.words(text))
    entries = sorted(
        _rows(ids, reader),
        key=lambda entry: (
            not " ".join(language.words(entry.title)).startswith(start),
            len(entry.title),
            entry.title,
        ),
    )
    return [
        Suggestion(entry.subject_id, entry.title, entry.kind, address(entry, space))
        for entry in entries[:SUGGESTIONS]
    ]


def cards(
    subjects: Iterable[tuple[str, str]], *, actor: Actor, space: Space
) -> dict[tuple[str, str], Hit]:
    """What the actor may be shown of these objects (type and key), where they exist in this space.

    Who may not read one does not find it here: neither its title nor that it is there.
    """
    wanted = Q()
    for kind, key in subjects:
        wanted |= Q(subject_type=kind, subject_id=key)
    if not wanted:
        return {}
    reader = reader_for(actor, space)
    rows = SearchEntry.objects.filter(wanted, module__in=reader.modules)
    found = _rows(rows.values_list("pk", flat=True), reader)
    return {(hit.subject_type, hit.subject_id): hit for hit in _as_hits(found, [], space)}


def address(entry: SearchEntry, space: Space) -> str:
    """The address of an entry for who reads in this space: the space stays, unless it names its own."""
    own = entry.space.prefix if entry.space else ""
    if not entry.url.startswith("/") or (own and entry.url.startswith(f"{own}/")):
        return entry.url
    return f"{space.prefix}{entry.url}"


def _rows(ids: Iterable[int], reader: Reader):
    """The entries of these ids; the scope is asked again, an engine beside the database may be late."""
    found = _ENTRIES.objects(ids=tuple(ids))
    return _still_readable([one for one in found if one.scope in reader.scopes], reader)


def _still_readable(entries: list[SearchEntry], reader: Reader) -> list[SearchEntry]:
    """Leave out what was narrowed or thrown away a moment ago: the index hears of it afterwards."""
    keys: dict[str, list[str]] = {}
    for entry in entries:
        keys.setdefault(entry.subject_type, []).append(entry.subject_id)
    gone = set()
    for kind, pks in keys.items():
        source = all_sources().get(kind)
        if source and has_level(source.model):
            rows = source.select().filter(pk__in=pks, scope__readable_by=frozenset(reader.scopes))
            readable = {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}
            gone |= {(kind, pk) for pk in pks if pk not in readable}
    return [entry for entry in entries if (entry.subject_type, entry.subject_id) not in gone]


def has_level(model: type[Model]) -> bool:
    """Whether the objects of a model have a level of sharing of their own."""
    return any(isinstance(field, ScopeField) for field in model._meta.fields)


def _hits(ask: Ask, space: Space, *, offset: int) -> list[Hit]:
    ids = backend().page(ask, offset=offset, limit=PAGE_SIZE)
    rows = {entry.pk: entry for entry in _rows(ids, ask.reader)}
    return _as_hits([rows[pk] for pk in ids if pk in rows], ask.query.shown_words, space)


def _as_hits(entries: Iterable[SearchEntry], words: list[str], space: Space) -> list[Hit]:
    labels = {key: str(module.label) for key, module in registry.installed().items()}
    return [
        Hit(
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            title=highlight(entry.title, words),
            snippet=snippet(entry.text, words),
            url=address(entry, space),
            scope=entry.scope,
            level_label=str(Level(entry.level).label),
            module=labels.get(entry.module, entry.module.capitalize()),
            kind=entry.kind,
            ente_name=entry.ente_name or "",
            at=entry.at,
            codes=tuple(entry.codes),
        )
        for entry in entries
    ]


def _facets(counts: Counts, chosen: Mapping[Facet, tuple[str, ...]]) -> dict[Facet, list[Option]]:
    """The values that would give something, the most frequent first, and those that are chosen."""
    shown: dict[Facet, list[tuple[str, int]]] = {}
    for facet in Facet:
        found = dict(counts.facets[facet])
        found |= {value: found.get(value, 0) for value in chosen.get(facet, ())}
        ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
        top = ordered[:OPTIONS]
        shown[facet] = top + [p for p in ordered[OPTIONS:] if p[0] in chosen.get(facet, ())]
    labels = labels_of({facet: [value for value, _ in pairs] for facet, pairs in shown.items()})
    return {
        facet: [
            Option(value, labels(facet, value), number, value in chosen.get(facet, ()))
            for value, number in pairs
        ]
        for facet, pairs in shown.items()
        if pairs
    }


def _guess(ask: Ask, text: str) -> str:
    """Return the words with the likeliest correction, if that finds something for this reader."""
    better = " ".join(_closest(word) for word in language.words(text))
    if better == " ".join(language.words(text)):
        return ""
    found = backend().page(replace(ask, query=parsing.parse(better)), offset=0, limit=1)
    return better if found else ""


def _closest(word: str) -> str:
    """The known word of about the same length that is most alike; the word itself when known."""
    if len(word) < 4 or SearchWord.objects.filter(pk=word).exists():
        return word
    near = SearchWord.objects.filter(size__range=(len(word) - 2, len(word) + 2))
    same_start = near.filter(word__startswith=word[0]).values_list("word", flat=True)[:4000]
    close = get_close_matches(word, same_start, n=1, cutoff=0.75) or get_close_matches(
        word,
        near.filter(word__endswith=word[-2:]).values_list("word", flat=True)[:2000],
        n=1,
        cutoff=0.75,
    )
    return close[0] if close else word
