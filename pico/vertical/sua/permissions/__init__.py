"""Who may do what in the SUA: permission names, and the facts that grant them; a file per noun."""

from pico.core.access.policy import Policy

from .aggregated import TRACKS, TrackPermission
from .requests import REQUESTS, SuaPermission
from .rup import RUP, RupPermission
from .tenders import TENDERS, TenderPermission

__all__ = ["POLICY", "RupPermission", "SuaPermission", "TenderPermission", "TrackPermission"]

POLICY: Policy = {**REQUESTS, **TENDERS, **TRACKS, **RUP}
