"""The nouns of the SUA."""

from .agreements import Adhesion, Agreement, AgreementArea, AgreementFee
from .files import Clarification, Sitting, TenderDocument, TenderText, TenderTextVersion
from .lots import HandOver, Lot, LotCategory, LotShare, LotWinner
from .parameters import Parameter
from .requests import (
    Capacity,
    Integration,
    IntegrationItem,
    RequestCost,
    RequestFile,
    RequestFunding,
    RequestLot,
    RequestSeries,
    RequestWork,
    TenderRequest,
)
from .tenders import (
    PcpRecord,
    Tender,
    TenderBody,
    TenderEvent,
    TenderPerson,
    TenderSeries,
)

__all__ = [
    "Adhesion",
    "Agreement",
    "AgreementArea",
    "AgreementFee",
    "Capacity",
    "Clarification",
    "HandOver",
    "Integration",
    "IntegrationItem",
    "Lot",
    "LotCategory",
    "LotShare",
    "LotWinner",
    "Parameter",
    "PcpRecord",
    "RequestCost",
    "RequestFile",
    "RequestFunding",
    "RequestLot",
    "RequestSeries",
    "RequestWork",
    "Sitting",
    "Tender",
    "TenderBody",
    "TenderDocument",
    "TenderEvent",
    "TenderPerson",
    "TenderRequest",
    "TenderSeries",
    "TenderText",
    "TenderTextVersion",
]
