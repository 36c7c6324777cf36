"""Periodic work of this room: called with the time of the clock, safe to run again."""

from datetime import datetime

from .actions.adhesions import warn_of_acts
from .actions.invitations import expire_invitations
from .actions.leaving import finish_handovers
from .actions.letters import send_waiting_letters
from .actions.members import close_expired_memberships, warn_of_expiries
from .actions.reconfirmation import open_rounds, suspend_unconfirmed
from .actions.requests import process_requests


def every_minute(*, now: datetime) -> None:
    """Try again the letters that the mail server did not take."""
    send_waiting_letters(now=now)


def every_hour(*, now: datetime) -> None:
    """Remind and pass on requests, close old invitations."""
    process_requests(now=now)
    expire_invitations(now=now)


def every_night(*, now: datetime) -> None:
    """End assignments and hand-overs, warn of terms, ask for the yearly reconfirmation."""
    close_expired_memberships(now=now)
    finish_handovers(now=now)
    warn_of_expiries(now=now)
    suspend_unconfirmed(now=now)
    open_rounds(now=now)
    warn_of_acts(now=now)
