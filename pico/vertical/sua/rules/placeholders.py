"""Texts with names between double brackets, filled with the data of a tender."""

import re
from collections.abc import Mapping
from html import escape

NAME = re.compile(r"\[\[\s*([a-z_]+)\s*\]\]")
BLANK = "…"


def fill(body: str, values: Mapping[str, str]) -> str:
    """Put each value in the place of its name, as text; one without a value becomes dots to fill by hand.

    A name that is not known stays as it was written: who reads the text sees the slip.
    """

    def put(found: re.Match) -> str:
        name = found.group(1)
        return escape(values[name]) or BLANK if name in values else found.group(0)

    return NAME.sub(put, body)


def unknown(body: str, known: Mapping[str, object]) -> list[str]:
    """The names that nothing fills, in the order they come."""
    return list(dict.fromkeys(name for name in NAME.findall(body) if name not in known))
