"""Text made comparable: no accents, no apostrophes, no capitals."""

import re
import unicodedata

NOT_A_WORD = re.compile(r"[^a-z0-9]+")
# Typographic apostrophes part words as the plain one does; left to the folding they would vanish.
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))

LONGEST_KEY = 18  # digits of what fits a row's key


def search_key(text: str) -> str:
    """Return `text` folded for look-ups: «Forlì-Cesena» and «forli cesena» give the same key."""
    plain = (
        unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return NOT_A_WORD.sub(" ", plain).strip()


def key_in(text: str) -> int | None:
    """Return the key that a form or an address carries; None where it is no number of a row."""
    is_key = text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY
    return int(text) if is_key else None
