"""What the documents hear of stored files, and of themselves."""

from django.utils import timezone

from ..actions import indexing, telling


def follow_file(announcement) -> None:
    indexing.follow_file(file_id=int(announcement.subject_id), now=timezone.now())


def tell_followers(announcement) -> None:
    telling.tell_followers(
        document_id=int(announcement.subject_id),
        kind=announcement.name,
        but=announcement.person_id,
        now=timezone.now(),
    )
