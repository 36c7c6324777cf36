"""The nouns of the SUA."""

from .agreements import Adhesion, Agreement, AgreementArea, AgreementFee
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

__all__ = [
    "Adhesion",
    "Agreement",
    "AgreementArea",
    "AgreementFee",
    "Capacity",
    "Integration",
    "IntegrationItem",
    "Parameter",
    "RequestCost",
    "RequestFile",
    "RequestFunding",
    "RequestLot",
    "RequestSeries",
    "RequestWork",
    "TenderRequest",
]
