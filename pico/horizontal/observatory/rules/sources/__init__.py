"""The datasets that the lake can take in, by their key."""

from .shape import Source

SOURCES: dict[str, Source] = {}
