"""What the search knows of documents, folders and networks."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.foundation.rich_text import to_plain
from pico.core.foundation.searchable import Entry, Source

from ..models import Document, Folder, Network
from ..terms import MODULE, Validity


def _documents():
    return Document.objects.filter(
        file__trashed_at__isnull=True, file__current__isnull=False
    ).select_related("file__current__text", "folder")


def document_entry(document: Document) -> Entry | None:
    """Return a document as the search shows it; None while it is in the bin or in scansione."""
    file = document.file
    if file.is_trashed or file.current is None:
        return None
    text = getattr(file.current, "text", None)
    known = [str(value) for value in document.facts.values() if value]
    body = (file.description, document.name, *document.tags, *known, text and text.content)
    kind = str(file.get_kind_display())
    if document.validity == Validity.SUPERSEDED:
        kind = f"{kind} ({_('superato')})"
    return Entry(
        title=file.title,
        body="\n".join(filter(None, body)),
        url=reverse("community:document", args=[document.pk]),
        scope=file.scope,
        module=MODULE,
        kind=kind,
        ente_id=file.owner_id,
        at=file.changed_at,
        codes=tuple(filter(None, (document.cup, document.cig, document.protocol_number))),
    )


def folder_entry(folder: Folder) -> Entry | None:
    if folder.is_trashed:
        return None
    return Entry(
        title=folder.name,
        body=folder.description,
        url=reverse("community:folder", args=[folder.pk]),
        scope=folder.scope,
        module=MODULE,
        kind=str(_("Cartella")),
        ente_id=folder.owner_id,
        at=folder.changed_at,
    )


def network_entry(network: Network) -> Entry:
    return Entry(
        title=network.name,
        body=to_plain(network.purpose, is_bare=True),
        url=reverse("community:network", args=[network.slug]),
        scope=network.scope,
        module=MODULE,
        kind=str(_("Rete tematica")),
        ente_id=network.owner_id,
        at=network.created_at,
    )


DOCUMENTS = Source(model=Document, select=_documents, entry=document_entry)
FOLDERS = Source(model=Folder, select=lambda: Folder.objects.in_use(), entry=folder_entry)
NETWORKS = Source(
    model=Network, select=lambda: Network.objects.select_related("circle"), entry=network_entry
)
