"""Work of this room that nobody waits for."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import every, nightly

from . import queries
from .actions.enrolments import forget_unconfirmed, remind
from .actions.placements import find


@periodic(every(minutes=60), label=_("Promemoria degli eventi di domani"))
def remind_of_events(*, now: datetime) -> None:
    """Remind who is enrolled of what takes place within a day."""
    for enrolment, space in queries.to_remind(now=now):
        remind(enrolment=enrolment, space=space, now=now)


@periodic(nightly(3, 40), label=_("Iscrizioni mai confermate"))
def forget_enrolments(*, now: datetime) -> None:
    forget_unconfirmed(now=now)


@periodic(every(minutes=5), label=_("Contenuti la cui data è arrivata"))
def find_arrived(*, now: datetime) -> None:
    """A content published with a later date stands in the search from that date on."""
    for page in queries.arrived(now=now):
        find(page=page, now=now)
