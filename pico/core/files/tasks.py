"""Work in the background: each task makes one call to an action, and bears being run twice."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import Backoff, job, periodic
from pico.core.jobs.schedule import every, nightly

from . import actions, antivirus, queries

# An antivirus that is down is asked again for a day; after that, by `scan_waiting`.
PATIENT = Backoff(first=timedelta(seconds=20), longest=timedelta(minutes=30))


@job(label=_("Controllo antivirus di un file"), retries=50, backoff=PATIENT)
def scan_version(version_id: int) -> None:
    """Scan one version; while the antivirus is out of order it stays in scansione."""
    actions.scan_version(version_id=version_id, now=timezone.now())


@job(label=_("Lettura del testo di un file"), retries=3)
def read_version(version_id: int) -> None:
    actions.read_version(version_id=version_id)


@periodic(every(minutes=15), label=_("File ancora in scansione"))
def scan_waiting() -> None:
    """Try again what the antivirus did not answer about; one silence ends the round."""
    for version in queries.waiting_for_scan():
        try:
            actions.scan_version(version_id=version.pk, now=timezone.now())
        except antivirus.OutOfOrder:
            return


@periodic(nightly(2, 30), label=_("Pulizia del cestino e dei caricamenti a metà"))
def clean_up() -> None:
    """Every night: empty the bin of what is old, drop the uploads that nobody continued."""
    actions.purge_trash(now=timezone.now())
    actions.discard_uploads(now=timezone.now())
