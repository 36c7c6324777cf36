"""Identifiers inside a query: a CIG, a CUP, an IPA code or a fiscal code finds exactly its object."""

import re

from pico.core.foundation.identifiers import recognise

CODE_LIKE = re.compile(r"(?=.*[0-9_])[A-Za-z0-9][A-Za-z0-9_/-]{3,40}")
LABEL = re.compile(
    r"\b(?:(?:codice\s+)?(?:cig|cup|ipa|cf|fiscale|istat|belfiore)|p\.?\s?iva|partita\s+iva)\b[\s:.]*",
    re.I,
)


def take_out(text: str) -> tuple[tuple[str, ...], str]:
    """Return the identifiers of `text`, and the rest of it without them and without their labels.

    Whatever has the look of a code is searched both as the code of an object and as a word, so
    nothing gets lost by taking for a code what is none.
    """
    found, rest, is_sure = [], [], False
    for word in text.split():
        bare = word.strip("«»'().,;:")
        known = bool(recognise(bare))
        if (known or CODE_LIKE.fullmatch(bare)) and not word.startswith("-"):
            found.append(bare)
            is_sure = is_sure or known
        else:
            rest.append(word)
    left = " ".join(rest)
    return tuple(dict.fromkeys(found)), LABEL.sub(" ", left) if is_sure else left
