"""The sites of the demo: all of them from the template, with a few believable contents."""

from datetime import datetime

from pico.core.access.actor import SYSTEM
from pico.portal.sites.queries import spaces_without_site

from .actions.sites import make_site


def furnish(now: datetime) -> None:
    """Make the sites that are missing; run again, it adds nothing."""
    for space in spaces_without_site():
        make_site(space=space, actor=SYSTEM, now=now)
