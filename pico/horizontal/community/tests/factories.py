<<<<<<< HEAD
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
=======
"""Things of the Community for tests, made by the real actions."""

from datetime import UTC, datetime
from itertools import count

from pico.core.testing.factories import actor_of

from ..actions import categories, discussions
from ..actions.posts import write_post
from ..models import Category, Discussion

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = count(1)


def make_category(owner=None, author=None, scope="platform", title="Appalti e SUA", **fields):
    """A category of an ente; made directly, since the access table wants owners that do not edit."""
    moderators = fields.pop("moderators", ())
    made = Category.objects.create(
        owner=owner, author=author, scope=scope, title=title, created_at=NOW, **fields
    )
    made.moderators.set(moderators)
    return made


def open_category(actor, scope="platform", title="Appalti e SUA", **fields):
    return categories.open_category(title=title, scope=scope, actor=actor, now=NOW, **fields)


def make_discussion(owner, author, scope="platform", title="", category=None, **fields):
    """A published discussion with its first post, whatever the level."""
    category = category or make_category(owner, author, scope, f"Categoria {next(_numbers)}")
    made = discussions.open_discussion(
        category=category,
        title=title or f"Discussione {next(_numbers)}",
        text=fields.pop("text", "<p>Come fate voi?</p>"),
        actor=actor_of(author),
        now=fields.pop("now", NOW),
        **fields,
    )
    if made.scope != scope:
        Discussion.objects.filter(pk=made.pk).update(scope=scope)
    return made


def answer(discussion, actor, text="<p>Noi facciamo così.</p>", now=NOW, **fields):
    discussion.refresh_from_db()
    return write_post(discussion=discussion, text=text, actor=actor, now=now, **fields)
>>>>>>> main
