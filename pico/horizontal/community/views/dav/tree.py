"""The tree as a program sees it: enti and networks, folders, documents under names that differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.files import names
from pico.core.files.models import FileVersion, StoredFile
from pico.core.files.terms import ScanState

from ...models import Folder
from ...permissions import CommunityPermission
from ...queries import documents as queries

EMPTY_STAYS = 15 * 60  # seconds: an empty file announced by a program waits for its content


@dataclass(frozen=True, slots=True)
class Tree:
    """The first folders of an ente, or of a network: a directory without a row of its own."""

    name: str
    owner_id: int
    circle_id: int | None
    folders: tuple[Folder, ...] = ()


def trees(actor: Actor) -> list[Tree]:
    """What stands at the root: every ente and network of which the actor sees a folder, and his own ente."""
    grouped: dict[tuple, list[Folder]] = {}
    labels: dict[tuple, str] = {}
    if actor.can(CommunityPermission.OPEN_FOLDER):
        own = (actor.ente_id, None)
        grouped[own], labels[own] = [], actor.ente_name
    for folder in queries.roots(actor)[: queries.MOST_ROOTS]:
        key = (folder.owner_id, folder.circle_id)
        grouped.setdefault(key, []).append(folder)
        network = folder.circle and _("Rete %(name)s") % {"name": folder.circle.name}
        labels[key] = network or folder.owner.name
    taken: set[str] = set()
    return [
        Tree(
            name=names.unlike(names.safe_name(labels[key]), taken),
            owner_id=key[0],
            circle_id=key[1],
            folders=tuple(grouped[key]),
        )
        for key in sorted(grouped, key=lambda one: (labels[one], one))
    ]


def named_files(files: Iterable[StoredFile]) -> dict[str, StoredFile]:
    """Each document under a name of its own: the first of a name keeps it, the others get «(2)»."""
    found: dict[str, StoredFile] = {}
    taken: set[str] = set()
    alike = []
    for file in sorted(files, key=lambda one: one.pk):
        if file.document.name_key in taken:
            alike.append(file)
        else:
            taken.add(file.document.name_key)
            found[file.document.name] = file
    for file in alike:
        found[names.unlike(file.document.name, taken)] = file
    return found


def file_called(folder: Folder, name: str, actor: Actor) -> StoredFile | None:
    """The document that a listing shows under this name."""
    files = queries.documents_in(folder, actor).select_related("document__folder")
    first = queries.named(files, name).order_by("pk").first()
    if first is not None or " (" not in name:
        return first
    return named_files(files).get(name)


def version_for(file: StoredFile, actor: Actor) -> FileVersion | None:
    """What the program reads: the version in force, or the one its person has just sent."""
    last = file.versions.first()
    if last and last.scan_state == ScanState.SCANNING and last.author_id == actor.person_id:
        return last
    return file.current


# Empty files -------------------------------------------------------------------------------------
# Programs announce a new file with an empty one, or with a lock, before they send it. Nothing is
# stored of it: its person's programs see it for a quarter of an hour.


def _key(folder: Folder, actor: Actor) -> str:
    return f"community:empty:{actor.person_id}:{folder.pk}"


def empty_names(folder: Folder, actor: Actor) -> set[str]:
    return cache.get(_key(folder, actor)) or set()


def announce_empty(folder: Folder, name: str, actor: Actor) -> None:
    cache.set(_key(folder, actor), empty_names(folder, actor) | {name}, EMPTY_STAYS)


def forget_empty(folder: Folder, name: str, actor: Actor) -> None:
    if kept := empty_names(folder, actor):
        cache.set(_key(folder, actor), kept - {name}, EMPTY_STAYS)
