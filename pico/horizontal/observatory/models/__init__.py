"""The nouns of the Osservatorio that stand in the database; the data stand in the lake."""

from .loads import Load
from .matches import Match

__all__ = ["Load", "Match"]
