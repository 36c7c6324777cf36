"""The demonstration: UPI's site has its English tree."""

from datetime import datetime

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Space
from pico.portal.sites.queries import site_of

from . import queries
from .actions import open_english


def furnish(now: datetime) -> None:
    """Open UPI's English tree; run again, it adds nothing."""
    space = Space.objects.filter(kind="NATIONAL").first()
    if space is None or site_of(space) is None or queries.english_home(space) is not None:
        return
    open_english(space=space, actor=SYSTEM, now=now)
