"""Names that came from outside: made harmless to show, to send and to save."""

import re
import unicodedata
from pathlib import PurePosixPath

from django.utils.http import content_disposition_header

from . import formats

LONGEST = 150
FALLBACK = "documento"
RESERVED = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$", re.I)
FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
SPACES = re.compile(r"\s+")


def safe_name(raw: str) -> str:
    """Return a plain file name: no path, no invisible or direction-changing characters, not too long.

    `..\\..\\x.pdf` gives `x.pdf`; a name reserved by Windows gets a tail; nothing left is «documento».
    """
    name = _visible(re.split(r"[\\/]", raw.rstrip("\\/"))[-1])
    name = SPACES.sub(" ", FORBIDDEN.sub("_", name)).strip().rstrip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    stem = stem.strip(" .") or FALLBACK
    if RESERVED.match(stem.split(".")[0]):
        stem = f"{stem}_"
    return f"{_shortened(stem, len(extension[:20]))}{dot}{extension[:20].strip()}"


def _visible(text: str) -> str:
    """Take away what is not seen or turns the text round: it only serves to deceive.

    Cc controls, Cf direction marks and other invisibles, Co/Cn/Cs no characters, Zl/Zp line ends.
    """
    return "".join(
        " " if unicodedata.category(c) in {"Zl", "Zp"} or c in "\t\r\n" else c
        for c in unicodedata.normalize("NFC", text)
        if c in "\t\r\n" or unicodedata.category(c) not in {"Cc", "Cf", "Co", "Cn", "Cs"}
    )


def clean(title: str) -> str:
    """A title typed by a person: one line of visible characters."""
    return SPACES.sub(" ", _visible(title)).strip()[:250]


def _shortened(stem: str, tail: int) -> str:
    """Cut at characters and at the bytes that file systems count."""
    stem = stem[: LONGEST - tail - 1]
    return stem.encode()[: 230 - tail].decode(errors="ignore").rstrip(" .")


def extension_of(name: str) -> str:
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def with_extension(name: str, extension: str, *, wrong: bool) -> str:
    """Give `name` this extension; a `wrong` one is taken away first («x.pdf.exe» gives «x.pdf»)."""
    stem = name.rpartition(".")[0] if wrong and "." in name else name
    if extension_of(stem) == extension:
        return stem
    return safe_name(f"{stem}.{extension}")


def title_from(name: str) -> str:
    """A first title for a file, from its name: «verbale_2026-03.pdf» gives «verbale 2026-03»."""
    stem = name
    while extension_of(stem) in formats.BY_EXTENSION:
        stem = stem.rpartition(".")[0]
    return SPACES.sub(" ", stem.replace("_", " ")).strip() or FALLBACK


def disposition(name: str) -> str:
    """The Content-Disposition of a download (RFC 6266, with `filename*` of RFC 5987 when needed)."""
    return content_disposition_header(True, safe_name(name))


def unlike(name: str, taken: set[str]) -> str:
    """Return `name`, or «name (2)», so that it differs from every one taken, capitals apart."""
    stem, dot, extension = name.rpartition(".")
    if not dot:
        stem, extension = name, ""
    candidate, number = name, 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem} ({number}){dot}{extension}"
    taken.add(candidate.casefold())
    return candidate
