"""Text made comparable: no accents, no apostrophes, no capitals."""

import re
import unicodedata

NOT_A_WORD = re.compile(r"[^a-z0-9]+")
# Typographic apostrophes part words as the plain one does; left to the folding they would vanish.
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


def search_key(text: str) -> str:
    """Return `text` folded for look-ups: «Forlì-Cesena» and «forli cesena» give the same key."""
    plain = (
        unicodedata.normalize("NFKD", text.translate(APOSTROPHES))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    return NOT_A_WORD.sub(" ", plain).strip()
