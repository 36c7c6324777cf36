"""Personal data in a text: found by rule, shown, replaced one by one as a person decides.

What a program can know of a name: who takes part in the request, a title before it, the line after
the greeting, a common first name with a surname. The person who approves has the last word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from pico.core.foundation.identifiers import check_iban
from pico.core.search.language import fold

from ..terms import NOT_PERSONAL, REPLACED_BY, Found

NAMES_FILE = Path(__file__).parent.parent / "data" / "first_names.txt"
WORD = r"[A-ZÀ-Ý][a-zà-ÿ]+(?:['’-][A-ZÀ-Ý]?[a-zà-ÿ]+)*"
PARTICLE = r"(?:D[aeio]|De[il]|Del(?:la|lo|le)?|Dall[ao]|Lo|La|Li)"
SURNAME = rf"(?:{PARTICLE}\s+)?(?:D['’])?{WORD}"
TITLE = (
    r"(?:[Ss]ig(?:\.ra|\.na|nor[ae]?|ra)?|[Dd]ott(?:\.ssa|oressa|ore|\.?ssa)?|[Gg]eom|[Ii]ng|[Aa]rch"
    r"|[Aa]vv|[Rr]ag|[Pp]rof(?:\.ssa|essore|essoressa)?|[Gg]eometra|[Aa]rchitetto|[Ii]ngegnere)\.?"
)
CLOSING = r"(?:cordiali saluti|distinti saluti|un saluto|saluti|grazie|cordialmente|a presto)"

PATTERNS = (
    (Found.EMAIL, re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")),
    (Found.IBAN, re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]){11,30}\b", re.I)),
    (
        Found.FISCAL_CODE,
        re.compile(
            r"\b[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]\b", re.I
        ),
    ),
    (Found.CIG, re.compile(r"\b(?=[0-9A-Z]*\d)(?:[0-9]{7}|[XYZ][0-9A-F]{2}[0-9]{4})[0-9A-F]{3}\b")),
    (Found.CIG, re.compile(r"\b[A-V][0-9A-F]{9}\b")),
    (
        Found.PHONE,
        re.compile(
            r"(?<![\w.,/-])(?:(?:\+|00)39[\s.-]?)?(?:3\d{2}|0\d{1,3})[\s./-]?\d{3,4}(?:[\s.-]?\d{2,4}){0,2}(?!\w|/|,\d)"
        ),
    ),
    (Found.NAME, re.compile(rf"\b{TITLE}\s+(?P<it>{SURNAME}(?:\s+{SURNAME}){{0,2}})")),
    (
        Found.NAME,
        re.compile(
            rf"(?i:{CLOSING})[\s,.!-]*\n?[\s,]*(?P<it>{WORD}\s+{SURNAME}(?:\s+{WORD})?)\s*$", re.M
        ),
    ),
)
PAIR = re.compile(rf"\b(?P<first>{WORD})\s+(?P<rest>{SURNAME})")
BACKWARD = re.compile(rf"\b(?P<rest>{SURNAME})\s+(?P<first>{WORD})\b")
LEAST_PHONE_DIGITS = 8


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a text, from `start` to `end`, that says who somebody is."""

    start: int
    end: int
    kind: Found
    text: str

    @property
    def replacement(self) -> str:
        return REPLACED_BY[self.kind]

    @property
    def is_replaced(self) -> bool:
        """Whether it is replaced unless somebody chooses otherwise."""
        return self.kind not in NOT_PERSONAL


@cache
def first_names() -> frozenset[str]:
    """Common Italian first names, folded, one a line; those that are also words are not among them."""
    return frozenset(fold(line.strip()) for line in NAMES_FILE.read_text().splitlines() if line)


def find(text: str, people: Iterable[str] = ()) -> list[Finding]:
    """Return what identifies persons in a text, in order, never overlapping.

    `people` are the full names of who takes part: each of their words is looked for.
    """
    found: list[Finding] = []
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("it") if "it" in pattern.groupindex else match.span()
            if _is_good(kind, text[start:end]):
                _add(found, Finding(start, end, kind, text[start:end]))
    for pattern in _patterns_of(people):
        for match in pattern.finditer(text):
            _add(found, Finding(match.start(), match.end(), Found.NAME, match.group()))
    for pattern in (PAIR, BACKWARD):
        for match in pattern.finditer(text):
            if fold(match["first"]) in first_names():
                _add(found, Finding(match.start(), match.end(), Found.NAME, match.group()))
    return sorted(found, key=lambda one: one.start)


def _patterns_of(people: Iterable[str]):
    for name in people:
        words = [re.escape(word) for word in re.split(r"\s+", name.strip()) if len(word) > 2]
        if words:
            either = "|".join(words)
            yield re.compile(rf"\b(?:{either})(?:\s+(?:{either}))*\b", re.I)


def _add(found: list[Finding], new: Finding) -> None:
    """Keep a finding unless it touches one that is already there: the first rule wins."""
    if all(new.end <= one.start or one.end <= new.start for one in found):
        found.append(new)


def _is_good(kind: Found, text: str) -> bool:
    if kind == Found.PHONE:
        return sum(c.isdigit() for c in text) >= LEAST_PHONE_DIGITS
    if kind == Found.IBAN:
        try:
            return bool(check_iban(text))
        except ValidationError:
            return False
    return True


def redact(text: str, findings: Iterable[Finding], kept: Iterable[int] = ()) -> str:
    """Return the text with each finding replaced, but for those whose number is in `kept`."""
    spared = set(kept)
    for number, one in reversed(list(enumerate(findings))):
        if number not in spared:
            text = f"{text[: one.start]}{one.replacement}{text[one.end :]}"
    return text


def marked(text: str, findings: list[Finding]) -> SafeString:
    """Return the text with what was found in `mark`, for the page that shows it."""
    pieces: list[SafeString] = []
    at = 0
    for one in findings:
        pieces += [
            conditional_escape(text[at : one.start]),
            format_html("<mark>{}</mark>", one.text),
        ]
        at = one.end
    pieces.append(conditional_escape(text[at:]))
    return format_html_join("", "{}", ((piece,) for piece in pieces))
