"""The two vocabularies as their file says them: for who needs names without asking the database."""

import csv
from functools import cache
from pathlib import Path

VOICES = Path(__file__).parent / "data" / "topics.csv"


@cache
def voices() -> tuple[dict[str, str], ...]:
    """Every voice, in the order of its vocabulary: `vocabulary`, `order`, `slug`, `name`, `uri`."""
    with VOICES.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def names() -> dict[str, str]:
    """Slug → name, in the order of the file."""
    return {one["slug"]: one["name"] for one in voices()}
