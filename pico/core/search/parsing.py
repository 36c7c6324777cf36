"""From what a person typed to what is asked of the index. Nothing typed is an operator of a database."""

import re
from dataclasses import dataclass

from . import identifiers, language
from .terms import LONGEST_QUERY, MOST_WORDS, SHORTEST_PREFIX

PART = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<chunk>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Group:
    """Words that must all be there; `adjacent` ones in this order; `prefix`: the last may go on."""

    words: tuple[str, ...]
    adjacent: bool = False
    prefix: bool = False


Clause = tuple[Group, ...]  # any of these


@dataclass(frozen=True, slots=True)
class Query:
    """Every clause of `required` and none of `excluded`; `codes` are tokens of identifiers."""

    required: tuple[Clause, ...] = ()
    excluded: tuple[Group, ...] = ()
    codes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.required)

    @property
    def shown_words(self) -> frozenset[str]:
        """The words to be highlighted."""
        return frozenset(w for clause in self.required for group in clause for w in group.words)


def parse(text: str) -> Query:
    """Read words, "phrases", -exclusions and identifiers; what goes beyond the limits is left out."""
    text = language.tidy(text)[:LONGEST_QUERY]
    codes, text = identifiers.take_out(text)
    required: list[Clause] = [_code_clause(code) for code in codes]
    excluded: list[Group] = []
    loose: list[str] = []
    for part in PART.finditer(text):
        words = tuple(language.words(part["phrase"] or part["chunk"] or ""))[:MOST_WORDS]
        if not words:
            continue
        if part["minus"]:
            excluded.append(Group(words, adjacent=True))
        elif part["phrase"] is not None:
            required.append((Group(words, adjacent=True),))
        else:
            loose += words
    required += _clauses(loose[:MOST_WORDS])
    tokens = tuple(language.code_token(code) for code in codes)
    return Query(tuple(required[:MOST_WORDS]), tuple(excluded[:MOST_WORDS]), tokens)


def parse_prefix(text: str) -> Query:
    """Read what is being typed: every word must be there, the last one may not be finished.

    A last word of one letter is left out: it would stand for a tenth of the dictionary.
    """
    words = language.words(text[:LONGEST_QUERY])[:MOST_WORDS]
    if words and len(words[-1]) < SHORTEST_PREFIX:
        words.pop()
    if not words:
        return Query()
    *whole, last = words
    kept = [word for word in whole if word not in language.stop_words()]
    return Query((*((Group((word,)),) for word in kept), (Group((last,), prefix=True),)))


def _code_clause(code: str) -> Clause:
    """The identifier of an object, or the same mentioned in a text."""
    return (
        Group((language.code_token(code),)),
        Group(tuple(language.words(code)), adjacent=True),
    )


def _clauses(words: list[str]) -> list[Clause]:
    """One clause per word or per known expression, with its synonyms; stop words are dropped."""
    clauses: list[Clause] = []
    position = 0
    while position < len(words):
        form = _known_form(words, position)
        if form:
            others = (Group(other, adjacent=True) for other in language.synonyms()[form])
            clauses.append((Group(form), *others))
        elif words[position] not in language.stop_words():
            clauses.append((Group((words[position],)),))
        position += len(form) or 1
    return clauses


def _known_form(words: list[str], position: int) -> tuple[str, ...]:
    """The longest form of the synonyms that starts here, or nothing."""
    known = language.synonyms()
    for end in range(min(len(words), position + 8), position, -1):
        if (form := tuple(words[position:end])) in known:
            return form
    return ()
