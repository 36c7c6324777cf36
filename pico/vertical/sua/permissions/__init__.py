"""Who may do what in the SUA: permission names, and the facts that grant them; a file per noun."""

from pico.core.access.policy import Policy

from .campaigns import CAMPAIGNS, CampaignPermission, collects_needs
from .requests import REQUESTS, SuaPermission
from .tenders import TENDERS, TenderPermission

__all__ = ["POLICY", "CampaignPermission", "SuaPermission", "TenderPermission", "collects_needs"]

POLICY: Policy = {**REQUESTS, **TENDERS, **CAMPAIGNS}
