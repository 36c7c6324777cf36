"""Work in the background: each task makes one call to an action, and bears being run twice."""

from datetime import datetime, timedelta

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import Backoff, job, periodic
from pico.core.jobs.schedule import every, nightly

# A mail server that is down is asked again for a day before the job counts as failed.
PATIENT = Backoff(first=timedelta(seconds=20), longest=timedelta(minutes=10))


def _do(action: str, **arguments):
    # By name: actions enqueue these jobs, so they cannot be imported from here.
    return import_string(f"pico.portal.newsletter.actions.{action}")(**arguments)


@job(label=_("Invio di una newsletter"), retries=200, backoff=PATIENT)
def send_issue(issue_id: int, *, now: datetime) -> None:
    """Start an issue whose time has come and carry it to the end, from where it was."""
    _do("sending.send_issue", issue_id=issue_id, now=now)


@job(label=_("Inviti a confermare l'iscrizione"), retries=20, backoff=PATIENT)
def invite_imported(import_id: int, *, now: datetime) -> None:
    _do("importing.invite_imported", import_id=import_id, now=now)


@periodic(every(minutes=1), label=_("Newsletter programmate"))
def start_due(*, now: datetime) -> None:
    """Start what is due, and go on with what lost its worker."""
    _do("sending.start_due", now=now)


@periodic(nightly(3, 40), label=_("Pulizia delle iscrizioni mai confermate"))
def forget_unconfirmed(*, now: datetime) -> None:
    _do("subscribing.forget_unconfirmed", now=now)
