"""Periodic work of this room: called with the time of the clock, safe to run again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import every, nightly

from .actions.adhesions import warn_of_acts
from .actions.invitations import expire_invitations
from .actions.leaving import finish_handovers
from .actions.members import close_expired_memberships, warn_of_expiries
from .actions.reconfirmation import open_rounds, suspend_unconfirmed
from .actions.requests import process_requests


@periodic(every(minutes=60), label=_("Solleciti e passaggi delle richieste di iscrizione"))
def follow_requests(*, now: datetime) -> None:
    """Remind and pass on requests, close old invitations."""
    process_requests(now=now)
    expire_invitations(now=now)


@periodic(nightly(0, 20), label=_("Incarichi che finiscono"))
def end_memberships(*, now: datetime) -> None:
    """Close assignments whose period is over and finish their hand-over."""
    close_expired_memberships(now=now)
    finish_handovers(now=now)


@periodic(nightly(5, 40), label=_("Avvisi di incarichi in scadenza"))
def announce_expiries(*, now: datetime) -> None:
    warn_of_expiries(now=now)


@periodic(nightly(5, 50), label=_("Riconferme annuali e atti in scadenza"))
def keep_terms(*, now: datetime) -> None:
    """Suspend the unconfirmed, open the yearly rounds, warn of acts that end."""
    suspend_unconfirmed(now=now)
    open_rounds(now=now)
    warn_of_acts(now=now)
