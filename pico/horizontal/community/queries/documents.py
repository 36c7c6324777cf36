"""Folders and documents, limited to what the actor may read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from pico.core.access.actor import Actor
from pico.core.files.models import StoredFile
from pico.core.files.queries import visible_files
from pico.core.foundation.text import search_key
from pico.core.people.models import Person
from pico.core.people.queries import readers

from ..models import DavLock, Document, DocumentOpening, Folder, Network, Star
from ..models.documents import folded
from ..permissions import looks_after_documents
from ..terms import MODULE, Contributors, NetworkRole, PlaceState

MOST_ROOTS = 500
MOST_TARGETS = 1000
MOST_SUCCESSORS = 200


@dataclass(slots=True)
class Shelf:
    """The first folders of one ente, or of one network."""

    title: str
    folders: list[Folder] = field(default_factory=list)


# Folders -----------------------------------------------------------------------------------------


def visible_folders(actor: Actor) -> QuerySet[Folder]:
    """Every folder the actor may open, with what a row shows."""
    return Folder.objects.visible_to(actor).select_related("owner", "circle")


def folder_to_open(pk: int, actor: Actor) -> Folder:
    """A folder the actor may read; 404 for any other."""
    found = visible_folders(actor).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def breadcrumb(folder: Folder, actor: Actor) -> list[Folder]:
    """The folders from the root to this one: only those that the actor may read."""
    above = Folder.objects.visible_to(actor).filter(pk__in=folder.lineage)
    return sorted(above, key=lambda one: len(one.path))


def subfolders(folder: Folder, actor: Actor) -> QuerySet[Folder]:
    return visible_folders(actor).filter(parent=folder).order_by("name_key", "pk")


def roots(actor: Actor) -> QuerySet[Folder]:
    return visible_folders(actor).filter(parent__isnull=True).order_by("name_key", "pk")


def shelves(actor: Actor, space) -> dict[str, list[Shelf]]:
    """The first folders, by whose they are: of this space, of one's ente, of the networks, of others."""
    grouped: dict[str, dict] = {"space": {}, "mine": {}, "networks": {}, "others": {}}
    for folder in roots(actor).select_related("circle")[:MOST_ROOTS]:
        group = _group_of(folder, actor, space)
        title = folder.circle.name if folder.circle else folder.owner.name
        key = (folder.circle_id, folder.owner_id)
        grouped[group].setdefault(key, Shelf(title)).folders.append(folder)
    by_title = lambda shelf: shelf.title  # noqa: E731
    return {group: sorted(found.values(), key=by_title) for group, found in grouped.items()}


def _group_of(folder: Folder, actor: Actor, space) -> str:
    if folder.circle_id:
        return "networks"
    if space is not None and folder.owner_id == space.ente_id:
        return "space"
    return "mine" if folder.owner_id == actor.ente_id else "others"


def folders_to_fill(actor: Actor) -> QuerySet[Folder]:
    """The folders to which the actor may add documents: the choices of a move."""
    if not actor.is_member:
        return Folder.objects.none()
    mine = Q(owner_id=actor.ente_id, circle__isnull=True)
    if not looks_after_documents(actor, None):
        mine &= ~Q(contributors=Contributors.EDITORS)
    animated = Network.objects.filter(
        places__person_id=actor.person_id,
        places__state=PlaceState.ACTIVE,
        places__role=NetworkRole.ANIMATOR,
    )
    open_networks = Network.objects.filter(state__in=("FORMING", "ACTIVE"))
    by_all = Q(contributors=Contributors.READERS)
    of_networks = Q(circle__in=open_networks.values("circle")) & (
        by_all | Q(circle__in=animated.values("circle"))
    )
    here = mine | by_all & Q(circle__isnull=True) | of_networks
    return visible_folders(actor).filter(here).order_by("owner__name", "path")


def paths_of(folders: Iterable[Folder], actor: Actor) -> dict[int, str]:
    """«Linee guida / SUA» for each folder: one query for all."""
    folders = list(folders)
    keys = {key for folder in folders for key in folder.lineage}
    names = dict(Folder.objects.visible_to(actor).filter(pk__in=keys).values_list("pk", "name"))
    return {
        folder.pk: " / ".join(names[key] for key in folder.lineage if key in names)
        for folder in folders
    }


# Documents ---------------------------------------------------------------------------------------


def visible_documents(actor: Actor) -> QuerySet[StoredFile]:
    """The stored files of documents that the actor may read, each with its `document`.

    Covers and attachments of posts are files of this module too, and no documents.
    """
    rows = visible_files(actor).filter(module=MODULE, document__isnull=False)
    return rows.select_related("document__folder")


def documents_in(folder: Folder, actor: Actor) -> QuerySet[StoredFile]:
    """What lies in a folder: walked by the index on the place, whatever its size."""
    return visible_files(actor).filter(place=folder.place).select_related("document")


def narrowed(
    files: QuerySet[StoredFile],
    *,
    text: str = "",
    kind: str = "",
    validity: str = "",
    area: str = "",
    year: int | None = None,
) -> QuerySet[StoredFile]:
    """Apply the filters of a list of documents."""
    for word in search_key(text).split():
        files = files.filter(title_key__contains=word)
    wanted = {"kind": kind, "document__validity": validity, "document__area": area}
    files = files.filter(**{key: value for key, value in wanted.items() if value})
    if year:
        files = files.filter(
            Q(document__dated_on__year=year)
            | Q(document__dated_on__isnull=True, created_at__year=year)
        )
    return files


def document_to_open(pk: int, actor: Actor) -> Document:
    """A document the actor may read; 404 for any other."""
    return _document_of(visible_documents(actor).filter(pk=pk).first())


def document_to_restore(pk: int, actor: Actor) -> Document:
    """A document, also in the bin for who may take it out."""
    file = visible_documents(actor).filter(pk=pk).first()
    return _document_of(file or trashed_documents(actor).filter(pk=pk).first())


def _document_of(file: StoredFile | None) -> Document:
    document = getattr(file, "document", None)
    if document is None:
        raise Http404
    document.file = file
    return document


def chosen_documents(keys: Iterable[int], actor: Actor) -> list[Document]:
    """Those of the chosen documents that the actor may read."""
    return [_document_of(file) for file in visible_documents(actor).filter(pk__in=list(keys))]


def successors_for(document: Document, actor: Actor) -> QuerySet[Document]:
    """What may take its place: the last changed in the same folder, and the one it has."""
    beside = documents_in(document.folder, actor).exclude(pk=document.pk).order_by("-changed_at")
    keys = [*beside.values_list("pk", flat=True)[:MOST_SUCCESSORS], document.superseded_by_id]
    return Document.objects.filter(
        pk__in=[key for key in keys if key], file__in=visible_files(actor).values("pk")
    ).select_related("file")


def successor_of(document: Document, actor: Actor) -> Document | None:
    """What took its place, the last of the chain that the actor may read."""
    found, key, seen = None, document.superseded_by_id, {document.pk}
    while key and key not in seen:
        seen.add(key)
        file = visible_documents(actor).filter(pk=key).first()
        if file is None:
            return found
        found = _document_of(file)
        key = found.superseded_by_id
    return found


def predecessors_of(document: Document, actor: Actor) -> QuerySet[StoredFile]:
    """What it took the place of, as far as the actor may read."""
    return visible_documents(actor).filter(document__superseded_by=document.pk)


def recent_documents(actor: Actor) -> QuerySet[StoredFile]:
    return visible_documents(actor).order_by("-changed_at", "-pk")


def opened_documents(actor: Actor) -> QuerySet[StoredFile]:
    """What the person opened lately and may still read, the last first."""
    mine = DocumentOpening.objects.filter(person=actor.person_id, document=OuterRef("pk"))
    return (
        visible_documents(actor)
        .annotate(opened_at=Subquery(mine.values("at")[:1]))
        .filter(opened_at__isnull=False)
        .order_by("-opened_at", "-pk")
    )


def changed_since(moment: datetime, actor: Actor) -> int:
    """How many the actor may read changed since: walked by the index on module and date."""
    recent = StoredFile.objects.visible_to(actor).filter(
        module=MODULE, changed_at__gte=moment, document__isnull=False
    )
    return recent.count()


def starred_documents(actor: Actor) -> QuerySet[StoredFile]:
    stars = Star.objects.filter(person=actor.person_id, document__isnull=False)
    return visible_documents(actor).filter(pk__in=stars.values("document"))


def starred_folders(actor: Actor) -> QuerySet[Folder]:
    stars = Star.objects.filter(person=actor.person_id, folder__isnull=False)
    return visible_folders(actor).filter(pk__in=stars.values("folder"))


def has_star(actor: Actor, **on) -> bool:
    return actor.is_known and Star.objects.filter(person=actor.person_id, **on).exists()


def followers(document: Document) -> QuerySet[Person]:
    """Who keeps the document, or a folder it is in, at hand: those who may read it today."""
    keys = document.folder.lineage
    stars = Star.objects.filter(Q(document=document) | Q(folder__in=keys))
    return readers(document.file.scope).filter(pk__in=stars.values("person"))


def lock_on(document: Document, now: datetime) -> DavLock | None:
    held = DavLock.objects.filter(document=document, expires_at__gt=now)
    return held.select_related("person").first()


# The bin -----------------------------------------------------------------------------------------


def trashed_documents(actor: Actor) -> QuerySet[StoredFile]:
    """Documents thrown away one by one: one's own, and those of the ente for who looks after them."""
    if not actor.is_member:
        return StoredFile.objects.none()
    mine = Q(author_id=actor.person_id, owner_id=actor.ente_id)
    if looks_after_documents(actor, None):
        mine |= Q(owner_id=actor.ente_id) | Q(document__folder__owner_id=actor.ente_id)
    return StoredFile.objects.filter(
        mine,
        trashed_at__isnull=False,
        module=MODULE,
        scope__in=actor.scopes,
        document__folder__trashed_at__isnull=True,
    ).select_related("owner", "author", "current", "document__folder")


def managed_folders(actor: Actor) -> QuerySet[Folder]:
    """The folders that the actor manages and may read, also those in the bin."""
    if not actor.is_member:
        return Folder.objects.none()
    managed = Q(pk__in=[])
    if looks_after_documents(actor, None):
        managed |= Q(owner_id=actor.ente_id, circle__isnull=True)
    animated = Network.objects.filter(
        places__person_id=actor.person_id,
        places__state=PlaceState.ACTIVE,
        places__role=NetworkRole.ANIMATOR,
    )
    managed |= Q(circle__in=animated.values("circle"))
    return Folder.objects.filter(managed, scope__in=actor.scopes)


def trashed_folders(actor: Actor) -> QuerySet[Folder]:
    """Folders thrown away, the topmost of each branch, for who may take them out."""
    top = Q(parent__isnull=True) | Q(parent__trashed_at__isnull=True)
    return (
        managed_folders(actor)
        .filter(top, trashed_at__isnull=False)
        .select_related("owner", "parent", "circle")
    )


def folder_to_restore(pk: int, actor: Actor) -> Folder:
    found = trashed_folders(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


# Whole branches ----------------------------------------------------------------------------------


def branch_for(folder: Folder, actor: Actor) -> list[Folder]:
    """A folder and what is under it, as far as the actor may read."""
    return list(Folder.objects.visible_to(actor).below(folder).order_by("path"))


def documents_of_branch(folders: Iterable[Folder], actor: Actor) -> QuerySet[StoredFile]:
    places = [folder.place for folder in folders]
    return visible_documents(actor).available().filter(place__in=places)


def all_documents_below(folder: Folder) -> QuerySet[Document]:
    """Every document of a branch, for the search: who reads each is said by its own entry."""
    return Document.objects.filter(folder__path__startswith=folder.path)


def expiring_on(day: date) -> QuerySet[Document]:
    """The documents in use whose validity ends that day."""
    return Document.objects.filter(valid_until=day, file__trashed_at__isnull=True).select_related(
        "file", "folder"
    )


def named(files: QuerySet[StoredFile], name: str) -> QuerySet[StoredFile]:
    """Those that are called so, capitals apart."""
    return files.filter(document__name_key=folded(name)[:200])
