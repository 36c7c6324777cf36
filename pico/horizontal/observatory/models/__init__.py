"""The nouns of the Osservatorio that stand in the database; the data stand in the lake."""

from .flags import FigureFlag
from .links import LinkDecision
from .loads import Load
from .matches import Match
from .publications import Publication

__all__ = ["FigureFlag", "LinkDecision", "Load", "Match", "Publication"]
