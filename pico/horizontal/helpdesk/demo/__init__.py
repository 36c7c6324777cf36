"""A believable life of the Help Desk, made by calling actions only."""

from datetime import datetime

from pico.core.access.actor import SYSTEM

from ..actions.furnishing import furnish_helpdesk
from .hours import furnish_hours
from .knowledge import furnish_knowledge
from .routing import furnish_routing
from .tickets import furnish_tickets


def furnish(now: datetime) -> None:
    """Furnish what is not there yet; run again, it adds nothing."""
    furnish_helpdesk(actor=SYSTEM, now=now)
    furnish_tickets(now)
    furnish_routing(now)
    furnish_hours(now)
    furnish_knowledge(now)
