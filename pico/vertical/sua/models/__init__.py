"""The nouns of the SUA."""

from .files import Clarification, Sitting, TenderDocument, TenderText, TenderTextVersion
from .lots import HandOver, Lot, LotCategory, LotShare, LotWinner
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
    "HandOver",
    "Lot",
    "LotCategory",
    "LotShare",
    "LotWinner",
    "PcpRecord",
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
