"""Many files of a module's records at once: moved, narrowed, put in the bin, each in one statement.

The module has asked its own rule, writes the line in the trail and announces; here only the rows change.
"""

from datetime import datetime

from ..models import StoredFileQuerySet


def shelve_files(*, files: StoredFileQuerySet, place: str) -> int:
    """Put files in another place of their module."""
    return files.update(place=place)


def narrow_files(*, files: StoredFileQuerySet, scope: str) -> int:
    """Give files another level of sharing: that of the place they are in."""
    return files.update(scope=scope)


def put_away_files(*, files: StoredFileQuerySet, person_id: int | None, now: datetime) -> int:
    """Put files in the bin; those that are there already keep their date."""
    return files.in_use().update(trashed_at=now, trashed_by=person_id)


def bring_back_files(*, files: StoredFileQuerySet, at: datetime) -> int:
    """Take out of the bin what went in at this very moment: nothing else of the place."""
    return files.filter(trashed_at=at).update(trashed_at=None, trashed_by=None)
