"""What the search knows of a file."""

from pico.core.foundation.searchable import Entry, Source

from .models import StoredFile


def _found():
    return StoredFile.objects.available().library().select_related("current__text")


def search_entry(file: StoredFile) -> Entry | None:
    """Return the file as the search shows it; None while it is in the bin or in scansione."""
    if file.is_trashed or file.current is None or file.module:
        return None
    text = getattr(file.current, "text", None)
    return Entry(
        title=file.title,
        body="\n".join(filter(None, (file.description, file.current.name, text and text.content))),
        url=f"/file/{file.pk}/",
        scope=file.scope,
        module="files",
        kind=str(file.get_kind_display()),
        ente_id=file.owner_id,
        at=file.changed_at,
    )


SOURCE = Source(model=StoredFile, select=_found, entry=search_entry)
