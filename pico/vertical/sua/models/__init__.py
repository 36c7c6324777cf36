"""The records of the SUA."""

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

__all__ = [
    "Campaign",
    "CampaignDocument",
    "CatalogueItem",
    "NeedAnswer",
    "NeedLine",
    "Plan",
    "PlanLine",
    "PlanQuota",
    "SectionDelegation",
]
