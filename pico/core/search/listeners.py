"""The index follows what the house announces."""

from django.utils import timezone

from . import actions


def refresh(announcement) -> None:
    """Index anew what the announcement speaks of; doing it twice changes nothing."""
    actions.refresh_subject(
        subject_type=announcement.subject_type,
        subject_id=announcement.subject_id,
        now=timezone.now(),
    )
