"""The words asked for, shown in the title and in the piece of text around them; always escaped."""

import re

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from . import language

AROUND = 110
LENGTH = 260


def highlight(text: str, words: frozenset[str]) -> SafeString:
    """Return `text` escaped, the words asked for in <mark>."""
    return _marked(text, _spots(text, words))


def snippet(text: str, words: frozenset[str]) -> SafeString:
    """Return the first piece of `text` where a word asked for stands, else its beginning."""
    spots = _spots(text, words)
    start = max(0, spots[0][0] - AROUND) if spots else 0
    if start:
        start = text.find(" ", start, spots[0][0]) + 1 or start
    end = start + LENGTH
    if end < len(text):
        end = text.rfind(" ", start, end) if " " in text[start:end] else end
    inside = [(a - start, b - start) for a, b in spots if a >= start and b <= end]
    return format_html(
        "{}{}{}",
        "… " if start else "",
        _marked(text[start:end], inside),
        " …" if end < len(text) else "",
    )


def _spots(text: str, words: frozenset[str]) -> list[tuple[int, int]]:
    """Where the words stand: same stem, whatever accents and capitals."""
    stems = {language.stem(word) for word in words}
    if not stems:
        return []
    starts = "|".join(sorted(map(re.escape, stems), key=len, reverse=True))
    found = re.finditer(rf"\b(?:{starts})[a-z0-9]*", language.fold(text))
    return [m.span() for m in found if language.stem(m[0]) in stems]


def _marked(text: str, spots: list[tuple[int, int]]) -> SafeString:
    pieces, at = [], 0
    for start, end in spots:
        pieces.append((text[at:start], text[start:end]))
        at = end
    marked = format_html_join("", "{}<mark>{}</mark>", pieces)
    return format_html("{}{}", marked, conditional_escape(text[at:]))
