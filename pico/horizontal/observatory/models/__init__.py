"""The nouns of the Osservatorio that stand in the database; the data stand in the lake."""

from .agenda import DigitalGoal, DigitalIndex
from .flags import FigureFlag
from .loads import Load
from .matches import Match
from .quality import QualitySnapshot
from .selfserve import SavedView, Threshold, ViewLetter

__all__ = [
    "DigitalGoal",
    "DigitalIndex",
    "FigureFlag",
    "Load",
    "Match",
    "QualitySnapshot",
    "SavedView",
    "Threshold",
    "ViewLetter",
]
