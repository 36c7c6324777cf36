"""What was loaded, when, and what became of it."""

from dataclasses import dataclass
from datetime import date

from ..rules.sources import SOURCES
from ..rules.sources.shape import Source
from .lake import the_lake


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A dataset and how much of it the lake holds."""

    source: Source
    rows: int
    updated_on: date | None


def source_lines() -> list[SourceLine]:
    """Return every dataset with its rows and the day to which they are up to date."""
    known = the_lake().catalogue()
    lines = []
    for source in SOURCES.values():
        parts = [
            part for part in known.parts(source.outputs[0].table) if part.dataset == source.key
        ]
        days = [date.fromisoformat(part.day) for part in parts if part.day]
        lines.append(SourceLine(source, sum(part.rows for part in parts), max(days, default=None)))
    return lines
