"""Keep the search in step with what moves many documents at once."""

from datetime import datetime

from django.db import models

from pico.core.search import actions as search
from pico.core.search.models import SearchEntry

from ..models import Document, Folder
from ..queries import documents as queries
from ..queries import searching

BATCH = 500


def index_branch(*, folder_id: int, now: datetime) -> None:
    """Index anew the folders and documents of a branch, in constant memory; drop what is in the bin."""
    folder = Folder.objects.filter(pk=folder_id).first()
    if folder is None:
        return
    _refresh(searching.FOLDERS, Folder.objects.below(folder), now)
    _refresh(searching.DOCUMENTS, queries.all_documents_below(folder), now)


def _refresh(source, objects: models.QuerySet, now: datetime) -> None:
    keys = list(objects.order_by("pk").values_list("pk", flat=True))
    label = source.model._meta.label_lower
    for start in range(0, len(keys), BATCH):
        some = keys[start : start + BATCH]
        found = list(source.select().filter(pk__in=some))
        search.save_objects(source=source, objects=found, now=now)
        gone = {str(key) for key in some} - {str(one.pk) for one in found}
        entries = SearchEntry.objects.filter(subject_type=label, subject_id__in=gone)
        search.remove_entries(entries)


def follow_file(*, file_id: int, now: datetime) -> None:
    """A stored file was read, passed or blocked: its document is found by what it says now."""
    if Document.objects.filter(pk=file_id).exists():
        search.refresh_subject(
            subject_type=Document._meta.label_lower, subject_id=str(file_id), now=now
        )
