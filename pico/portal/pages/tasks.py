"""Work of this room that nobody waits for."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import periodic
from pico.core.jobs.schedule import every, nightly

from . import queries
from .actions.enrolments import forget_unconfirmed, remind


@periodic(every(minutes=60), label=_("Promemoria degli eventi di domani"))
def remind_of_events(*, now: datetime) -> None:
    """Remind who is enrolled of what takes place within a day."""
    for enrolment, space in queries.to_remind(now=now):
        remind(enrolment=enrolment, space=space, now=now)


@periodic(nightly(3, 40), label=_("Iscrizioni mai confermate"))
def forget_enrolments(*, now: datetime) -> None:
    forget_unconfirmed(now=now)
