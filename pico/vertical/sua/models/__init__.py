"""The nouns of the SUA."""

from .campaigns import (
    Campaign,
    CampaignDocument,
    CatalogueItem,
    NeedAnswer,
    NeedLine,
    Plan,
    PlanLine,
    PlanQuota,
    SectionDelegation,
)
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
    "Campaign",
    "CampaignDocument",
    "CatalogueItem",
    "Clarification",
    "HandOver",
    "Lot",
    "LotCategory",
    "LotShare",
    "LotWinner",
    "NeedAnswer",
    "NeedLine",
    "PcpRecord",
    "Plan",
    "PlanLine",
    "PlanQuota",
    "SectionDelegation",
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
