"""Requests that are not sent yet, and the attachments kept with them."""

from datetime import datetime

from django.db.models import QuerySet

from pico.core.access.actor import Actor
from pico.core.files.models import StoredFile

from ..models import RequestDraft
from ..terms import MODULE


def draft_of(actor: Actor) -> RequestDraft | None:
    return RequestDraft.objects.filter(person=actor.person_id).first()


def files_of(draft: RequestDraft | None) -> QuerySet[StoredFile]:
    """What the person has put with the draft; nothing that another wrote, nothing that was sent."""
    if draft is None:
        return StoredFile.objects.none()
    return StoredFile.objects.filter(
        pk__in=draft.data.get("files", ()), author=draft.person_id, module=MODULE,
        trashed_at=None,
    ).order_by("pk")  # fmt: skip


def untouched_since(moment: datetime) -> QuerySet[RequestDraft]:
    return RequestDraft.objects.filter(saved_at__lte=moment)
