"""Who may do what in the SUA: permission names, and the facts that grant them; a file per noun."""

from pico.core.access.policy import Policy

from .aggregated import TRACKS, TrackPermission
from .campaigns import CAMPAIGNS, CampaignPermission
from .dues import DUES, DuePermission
from .facts import works_for_the_sua
from .figures import FIGURES, FiguresPermission
from .library import LIBRARY, LibraryPermission
from .requests import REQUESTS, SuaPermission
from .rup import RUP, RupPermission
from .tenders import TENDERS, TenderPermission

__all__ = [
    "POLICY",
    "CampaignPermission",
    "DuePermission",
    "FiguresPermission",
    "LibraryPermission",
    "RupPermission",
    "SuaPermission",
    "TenderPermission",
    "TrackPermission",
    "works_for_the_sua",
]

POLICY: Policy = {**REQUESTS, **TENDERS, **TRACKS, **CAMPAIGNS, **RUP, **DUES, **FIGURES, **LIBRARY}
