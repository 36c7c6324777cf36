"""The nouns of the SUA."""

from .checks import ConfirmedCig, ErrorRemedy, FileCheck, MissingCup
from .contracts import Contract, ProgrammeRow, SheetImport
from .files import Clarification, Sitting, TenderDocument, TenderText, TenderTextVersion
from .loans import RupLoan, RupSuccession, RupSuccessionItem
from .lots import HandOver, Lot, LotCategory, LotShare, LotWinner
from .qualification import Qualification
from .rup import RupConflict, RupProfile, RupSkill, RupTraining
from .tenders import (
    PcpRecord,
    Tender,
    TenderBody,
    TenderEvent,
    TenderPerson,
    TenderSeries,
)

__all__ = [
    "Clarification",
    "ConfirmedCig",
    "Contract",
    "ErrorRemedy",
    "FileCheck",
    "HandOver",
    "Lot",
    "LotCategory",
    "LotShare",
    "LotWinner",
    "MissingCup",
    "PcpRecord",
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
    "Sitting",
    "Tender",
    "TenderBody",
    "TenderDocument",
    "TenderEvent",
    "TenderPerson",
    "TenderSeries",
    "TenderText",
    "TenderTextVersion",
]
