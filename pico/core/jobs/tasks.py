"""The minute hand of the house, and the cleaning of this room."""

from itertools import islice

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from huey import crontab
from huey.contrib import djhuey

from pico.core.audit import proof, trail
from pico.core.foundation.errors import Refusal

from . import (
    actions,
    queue,  # noqa: F401 - the worker must know how jobs are run
)
from .registry import periodic
from .schedule import nightly, weekly


@djhuey.db_periodic_task(crontab(), name="pico_every_minute")
def every_minute() -> None:
    """Sign of life, periodic jobs, sweeping: in this order, so that a new turn is never swept twice."""
    now = timezone.now()
    actions.beat(now=now)
    actions.start_periodic(now=now)
    actions.sweep(now=now)


@periodic(nightly(2, 40), label=_("Pulizia dei lavori conclusi"))
def forget_old_jobs() -> None:
    actions.forget_old_jobs(now=timezone.now())


@periodic(weekly(6, 4, 30), label=_("Verifica settimanale della storia"))
def verify_trail() -> None:
    """Walk the whole trail; a flaw makes this job fail, where administrators see it."""
    found = list(islice(proof.flaws(), 5))
    if found:
        raise Refusal(
            _("La storia ha anomalie, le prime: %(flaws)s. Esegui «manage.py verify_audit».")
            % {"flaws": "; ".join(map(str, found))},
            code="trail_flawed",
        )


@periodic(nightly(3, 20), label=_("Sigillo del giorno sulla storia"))
def seal_trail() -> None:
    """The trail stands below this room, so that jobs can be told in it: its clock ticks here."""
    trail.seal(now=timezone.now())
