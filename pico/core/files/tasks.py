"""Work in the background: each task makes one call to an action."""

from django.utils import timezone

from . import actions, antivirus, queries


def scan_version(*, version_id: int) -> None:
    """Scan one version; while the antivirus is out of order it stays in scansione."""
    try:
        actions.scan_version(version_id=version_id, now=timezone.now())
    except antivirus.OutOfOrder:
        return


def read_version(*, version_id: int) -> None:
    actions.read_version(version_id=version_id)


def scan_waiting() -> None:
    """Try again what the antivirus did not answer about; one silence ends the round."""
    for version in queries.waiting_for_scan():
        try:
            actions.scan_version(version_id=version.pk, now=timezone.now())
        except antivirus.OutOfOrder:
            return


def clean_up() -> None:
    """Every night: empty the bin of what is old, drop the uploads that nobody continued."""
    actions.purge_trash(now=timezone.now())
    actions.discard_uploads(now=timezone.now())
