"""The nouns of the SUA."""

from .checks import ConfirmedCig, ErrorRemedy, FileCheck, MissingCup
from .contracts import Contract, ProgrammeRow, SheetImport
from .loans import RupLoan, RupSuccession, RupSuccessionItem
from .qualification import Qualification
from .rup import RupConflict, RupProfile, RupSkill, RupTraining

__all__ = [
    "ConfirmedCig",
    "Contract",
    "ErrorRemedy",
    "FileCheck",
    "MissingCup",
    "ProgrammeRow",
    "Qualification",
    "RupConflict",
    "RupLoan",
    "RupProfile",
    "RupSkill",
    "RupSuccession",
    "RupSuccessionItem",
    "RupTraining",
    "SheetImport",
]
