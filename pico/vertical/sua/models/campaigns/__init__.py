"""Needs campaigns: what is asked of the enti, what they need, what comes of it."""

from .answers import NeedAnswer, NeedLine, SectionDelegation
from .campaigns import Campaign, CampaignDocument, CatalogueItem
from .plans import Plan, PlanLine, PlanQuota

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
