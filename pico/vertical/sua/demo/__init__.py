"""A believable life of two SUAs, made by calling actions only."""

from datetime import datetime

from pico.core.access.actor import SYSTEM

from .campaigns import furnish_campaigns
from .dues import furnish_agreements, furnish_dues
from .library import furnish_library
from .requests import furnish_requests
from .rup import furnish_rup
from .spaces import switch_on
from .tenders import furnish_tenders


def furnish(now: datetime) -> None:
    """Furnish what is not there yet; run again, it adds nothing."""
    switch_on(actor=SYSTEM, now=now)
    furnish_requests(now)
    furnish_agreements(now)
    furnish_tenders(now)
    furnish_dues(now)
    furnish_library(now)
    furnish_campaigns(now)
    furnish_rup(now)
