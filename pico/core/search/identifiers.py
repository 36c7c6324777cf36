"""Identifiers inside a query: a CIG, a CUP, an IPA code or a fiscal code finds exactly its object."""

import re

SHAPES = (
    re.compile(r"[A-Z][0-9]{2}[A-Z][0-9]{11}", re.I),  # CUP
    re.compile(r"(?=.*[0-9])[0-9A-UX-Z][0-9A-F]{9}", re.I),  # CIG
    re.compile(r"[0-9]{11}"),  # fiscal code of an ente, VAT number
    re.compile(
        r"[A-Z]{6}[0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]", re.I
    ),
    re.compile(r"[A-Z]{1,6}_[A-Z0-9]{1,12}", re.I),  # IPA: p_tv, c_h501
    re.compile(r"(?=.*[0-9])[A-Z0-9]{8}", re.I),  # IPA of the new kind
    re.compile(r"[A-Z][0-9]{3}", re.I),  # Belfiore
    re.compile(r"[0-9]{6}"),  # ISTAT
)
LABEL = re.compile(
    r"\b(?:(?:codice\s+)?(?:cig|cup|ipa|cf|fiscale|istat|belfiore)|p\.?\s?iva|partita\s+iva)\b[\s:.]*",
    re.I,
)


def is_identifier(word: str) -> bool:
    """Say whether a word has the shape of a code; a false alarm does no harm, see `take_out`."""
    return any(shape.fullmatch(word) for shape in SHAPES)


def take_out(text: str) -> tuple[tuple[str, ...], str]:
    """Return the identifiers of `text`, and the rest of it without them and without their labels.

    They are searched both as the code of an object and as a word, so nothing gets lost by taking
    for a code what is none.
    """
    found, rest = [], []
    for word in text.split():
        bare = word.strip("«»\"'().,;:")
        if is_identifier(bare) and not word.startswith("-"):
            found.append(bare)
        else:
            rest.append(word)
    left = " ".join(rest)
    return tuple(dict.fromkeys(found)), LABEL.sub(" ", left) if found else left
