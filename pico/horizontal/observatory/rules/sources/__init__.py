"""The datasets that the lake can take in, by their key, in the order in which they are shown."""

from . import anac, italia_domani, others
from .shape import Source

SOURCES: dict[str, Source] = {
    source.key: source for source in (*anac.SOURCES, *italia_domani.SOURCES, *others.SOURCES)
}
