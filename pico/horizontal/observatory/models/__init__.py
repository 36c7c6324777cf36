"""The nouns of the Osservatorio that stand in the database; the data stand in the lake."""

from .agenda import DigitalGoal, DigitalIndex
from .downloads import ScheduledDownload
from .flags import FigureFlag
from .links import LinkDecision
from .loads import Load
from .matches import Match
from .publications import Publication
from .quality import QualitySnapshot
from .selfserve import SavedView, Threshold, ViewLetter

__all__ = [
    "DigitalGoal",
    "DigitalIndex",
    "FigureFlag",
    "LinkDecision",
    "Load",
    "Match",
    "Publication",
    "QualitySnapshot",
    "SavedView",
    "ScheduledDownload",
    "Threshold",
    "ViewLetter",
]
