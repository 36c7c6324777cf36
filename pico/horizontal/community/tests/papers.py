"""Folders, documents and networks for tests: rows as the actions leave them."""

from itertools import count

from django.core.files.base import ContentFile

from pico.core.files.models import StoredFile
from pico.core.files.tests.factories import NOW, make_file
from pico.core.people.models import Circle, CircleMember
from pico.core.people.terms import CircleKind
from pico.core.search.actions import refresh_subject
from pico.core.testing.factories import actor_of
from pico.horizontal.community.actions import documents
from pico.horizontal.community.models import Document, Folder, Network, NetworkPlace
from pico.horizontal.community.terms import MODULE, NetworkRole, NetworkState, PlaceState

_numbers = count(1)


def make_folder(owner, author, scope, title="", parent=None, circle=None, **fields) -> Folder:
    folder = Folder.objects.create(
        owner=owner, author=author, scope=scope, name=title or f"Cartella {next(_numbers)}",
        parent=parent, circle=circle, created_at=NOW, changed_at=NOW, **fields,
    )  # fmt: skip
    folder.path = f"{parent.path if parent else '/'}{folder.pk}/"
    folder.save(update_fields=["path"])
    return folder


def make_document(folder, author, scope="", title="", content=None, name="", **fields) -> Document:
    """A document at any level, wider than its folder's too if a test wants so."""
    number = next(_numbers)
    file = make_file(
        folder.owner, author, scope or folder.scope, title=title or f"Documento {number}",
        content=content, name=name or f"documento-{number}.txt", module=MODULE, place=folder.place,
    )  # fmt: skip
    return Document.objects.create(file=file, folder=folder, name=file.current.name, **fields)


def make_document_file(owner, author, scope, title) -> StoredFile:
    """For the access table: the stored file of a document of this level, in a folder as wide."""
    document = make_document(make_folder(owner, author, scope), author, title=title)
    refresh_subject(
        subject_type="community.document", subject_id=str(document.pk), now=document.file.created_at
    )
    return document.file


def add(folder, actor, name="verbale.txt", content=b"Verbale della seduta.", **fields) -> Document:
    """By the real action."""
    return documents.add_document(
        folder=folder, content=ContentFile(content), name=name, actor=actor, now=NOW, **fields
    )


def make_network(owner, author, scope, title="", **fields) -> Network:
    number = next(_numbers)
    circle = Circle.objects.create(
        kind=CircleKind.NETWORK, name=title or f"Rete {number}", owner=owner
    )
    fields.setdefault("area", "SUA")
    fields.setdefault("purpose", "Scambiarsi atti e soluzioni.")
    fields.setdefault("state", NetworkState.ACTIVE)
    return Network.objects.create(
        circle=circle, owner=owner, author=author, scope=scope, slug=f"rete-{number}",
        created_at=NOW, **fields,
    )  # fmt: skip


def enter(network, person, role=NetworkRole.MEMBER) -> NetworkPlace:
    """A person in a network, with the scope that it gives; his Actor is to be made anew."""
    ente = person.memberships.first().ente
    CircleMember.objects.create(circle=network.circle, person=person)
    return NetworkPlace.objects.create(
        network=network, person=person, ente=ente, role=role, state=PlaceState.ACTIVE,
        asked_at=NOW, since=NOW.date(),
    )  # fmt: skip


__all__ = [
    "NOW",
    "actor_of",
    "add",
    "enter",
    "make_document",
    "make_document_file",
    "make_folder",
    "make_network",
]
