"""Answers found by words: in the page, and while somebody types what he wants to ask.

A question is asked in other words than its answer: any word may match, what has most of them comes
first. The reader's levels stand inside the query of the index.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.foundation import rich_text
from pico.core.search import language
from pico.core.search.backends import backend
from pico.core.search.backends.base import Ask
from pico.core.search.models import SearchEntry
from pico.core.search.parsing import Group, Query
from pico.core.search.queries import address, reader_for
from pico.core.search.terms import MOST_WORDS, Facet, Order

from ..models import Faq
from ..terms import FAQ_KIND, SHORTEST_ASKED, SUGGESTIONS

CANDIDATES = 40
# Threads, documents and cards of the Community, as the index names them.
OTHERS = ("community.discussion", "community.document", "community.practice")
MOST_OTHERS = 2
ENOUGH = 0.5  # share of the words asked for that an answer must have
SHORTEST_WORD = 3
ROOT = 7
# Words of who asks, that say nothing of what.
ASKING = frozenset(
    {
        *("voglio", "vorrei", "riesco", "riesce", "riusciamo", "posso", "possiamo", "devo", "fare"),
        *("dobbiamo", "faccio", "serve", "aiuto", "problema", "problemi", "richiesta", "domanda"),
        *("buongiorno", "salve", "grazie", "pico"),
    }
)


@dataclass(frozen=True, slots=True)
class Suggested:
    """Something that may be useful: an answer (`faq`), or another thing of the platform."""

    title: str
    url: str
    kind: str
    excerpt: str = ""
    faq: Faq | None = None


def telling_words(text: str) -> list[str]:
    """The words of a text that say what it is about, folded, each once."""
    kept = (word for word in language.words(text) if is_telling(word))
    return list(dict.fromkeys(kept))[:MOST_WORDS]


def is_telling(word: str) -> bool:
    return len(word) >= SHORTEST_WORD and word not in language.stop_words() and word not in ASKING


def root(word: str) -> str:
    """The beginning of a stem: «disiscrivermi» and «disiscrivo» have the same."""
    return language.stem(word)[:ROOT]


def any_of_words(text: str) -> Query:
    """Ask for any of the roots: what has more of them ranks higher."""
    groups = tuple(
        Group((one,), prefix=True) for one in dict.fromkeys(map(root, telling_words(text)))
    )
    return Query((groups,)) if groups else Query()


def roots_of(text: str) -> set[str]:
    return {root(word) for word in telling_words(text)}


def likeness(one: str, other: str) -> float:
    """How much two short texts speak of the same: share of the roots in common (Jaccard)."""
    first, second = roots_of(one), roots_of(other)
    together = first | second
    return len(first & second) / len(together) if together else 0.0


def _entries(
    text: str, chosen: Mapping[Facet, tuple[str, ...]], actor: Actor, space: Space
) -> list[SearchEntry]:
    query = any_of_words(text)
    if not query:
        return []
    ask = Ask(query, reader_for(actor, space), chosen, Order.RELEVANCE)
    ranked = backend().page(ask, offset=0, limit=CANDIDATES)
    rows = SearchEntry.objects.in_bulk(ranked)
    return [rows[pk] for pk in ranked if pk in rows]


def found_keys(text: str, actor: Actor, space: Space) -> list[int]:
    """The keys of the answers that have any of these words, the likeliest first."""
    return [
        int(entry.subject_id) for entry in _entries(text, {Facet.KIND: (FAQ_KIND,)}, actor, space)
    ]


def found_faqs(rows, text: str, actor: Actor, space: Space) -> list[Faq]:
    """Of these answers, those that have the words, the likeliest first."""
    keys = found_keys(text, actor, space)
    by_key = {row.pk: row for row in rows.filter(pk__in=keys)}
    return [by_key[key] for key in keys if key in by_key]


def suggest(text: str, actor: Actor, space: Space) -> list[Suggested]:
    """What may spare a request whose subject this is: answers first, then threads and documents."""
    asked = roots_of(text)
    if len(text.strip()) < SHORTEST_ASKED or not asked:
        return []
    rows = Faq.objects.visible_to(actor).standing_in(space)
    answers = [
        Suggested(one.question, one.get_absolute_url(), FAQ_KIND, _excerpt(one), one)
        for one in found_faqs(rows, text, actor, space)
        if _is_near(asked, one.question, rich_text.to_plain(one.answer, is_bare=True))
    ][:SUGGESTIONS]
    others = [
        Suggested(entry.title, address(entry, space), entry.kind)
        for entry in _entries(text, {Facet.MODULE: ("community",)}, actor, space)
        if entry.subject_type in OTHERS and _is_near(asked, entry.title, "")
    ][:MOST_OTHERS]
    return [*answers, *others]


def _is_near(asked: set[str], title: str, body: str) -> bool:
    """Most of the words asked for are there, and one at least in the title."""
    in_title = asked & roots_of(title)
    everywhere = asked & {*in_title, *map(root, language.words(body))}
    return bool(in_title) and len(everywhere) >= max(1, round(len(asked) * ENOUGH))


def _excerpt(one: Faq) -> str:
    return rich_text.excerpt(one.answer, 160)
