"""Italian words made comparable: folded, stemmed, without the words that say nothing."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock

from snowballstemmer import stemmer

DATA = Path(__file__).parent / "data"
WORD = re.compile(r"[a-z0-9]+")
ELISION = re.compile(r"([^\W\d_]+)['’ʼ`]([^\W\d_]{2,})")

_stemmer = stemmer("italian")
_lock = Lock()


class _Folding(dict):
    """Letter → plain small letter, everything else → space: as many characters out as in."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKD", chr(code))[0].lower()
        self[code] = plain if plain.isascii() and plain.isalnum() else " "
        return self[code]


_folding = _Folding()


def tidy(text: str) -> str:
    """Return `text` in composed form and without characters that a database refuses."""
    return unicodedata.normalize("NFC", text).replace("\x00", " ")


def fold(text: str) -> str:
    """Return `text` in plain small letters, character by character, so that positions stay."""
    return text.translate(_folding)


def words(text: str) -> list[str]:
    """The folded words of `text`: «Dell'Aquila» gives `dell`, `aquila`."""
    return WORD.findall(fold(tidy(text)))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a folded word: «gare» and «gara» give the same."""
    with _lock:  # one stemmer holds one word at a time
        return _stemmer.stemWord(word)


def stems(text: str) -> str:
    return " ".join(map(stem, words(text)))


def joined_elisions(text: str) -> list[str]:
    """How people in a hurry write an elision: «dell'Aquila» is also `dellaquila` and `laquila`."""
    found = []
    for article, noun in ELISION.findall(tidy(text)):
        noun = fold(noun)
        found += [fold(article) + noun, f"l{noun}"]
    return list(dict.fromkeys(found))


def code_token(code: str) -> str:
    """An identifier as one word that no text contains: `p_TV` gives `zzptv`."""
    return "zz" + "".join(WORD.findall(code.lower()))


@cache
def stop_words() -> frozenset[str]:
    """Words too common to ask for; «sua» and «sit» are names of offices here, so they are not."""
    return frozenset((DATA / "stop_words.txt").read_text().split())


@cache
def synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Each form → the other forms of its group, as folded words."""
    groups = [
        [tuple(words(form)) for form in line.split("=")]
        for line in (DATA / "synonyms.txt").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]
    found: dict = {}
    for group in groups:
        for form in group:
            others = tuple(other for other in group if other != form)
            found[form] = tuple(dict.fromkeys((*found.get(form, ()), *others)))
    return found
