"""What follows new marts: the state of the data is written down, thresholds are looked at."""

from datetime import datetime

from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM
from pico.core.jobs.actions import enqueue

from . import quality, thresholds

JOB = "pico.horizontal.observatory.tasks.follow_data"


def ask_to_follow() -> None:
    """Have it done in the background, once more if it is running: no change is missed."""
    enqueue(import_string(JOB), key="follow", again=True, label=_("Dati aperti: qualità e soglie"))


def follow(*, now: datetime) -> None:
    """Bring up to date what persons are told of the data; run again, it tells nothing twice."""
    quality.take_snapshot(actor=SYSTEM, now=now)
    thresholds.check_thresholds(now=now)
