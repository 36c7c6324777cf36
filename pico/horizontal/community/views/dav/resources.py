"""What `wsgidav` asks of a directory and of a file, answered by the queries and actions of the pages."""

import tempfile
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _
from lxml import etree
from wsgidav.dav_error import (
    HTTP_CONFLICT,
    HTTP_FORBIDDEN,
    HTTP_LOCKED,
    HTTP_MEDIATYPE_NOT_SUPPORTED,
    DAVError,
)
from wsgidav.dav_provider import DAVCollection, DAVNonCollection
from wsgidav.util import join_uri

from pico.core.access import scopes
from pico.core.files import vault
from pico.core.files.limits import limits
from pico.core.foundation.errors import Refusal

from ...actions import documents as actions
from ...actions import folders as folder_actions
from ...actions import placing
from ...models import Folder
from ...queries import documents as queries
from . import tree
from .locks import locked_roots

TOO_LARGE, NO_ROOM = 413, 507
STATUS = {
    "not_permitted": HTTP_FORBIDDEN,
    "locked": HTTP_LOCKED,
    "too_big": TOO_LARGE,
    "quota_exceeded": NO_ROOM,
}
FORMATS = {"executable", "macros", "old_office", "unknown_format"}
LOCK_DISCOVERY = "{DAV:}lockdiscovery"


@contextmanager
def told():
    """Say a refusal as programs understand it; the sentence is in the answer."""
    try:
        yield
    except Refusal as refusal:
        code = refusal.code
        status = (
            HTTP_MEDIATYPE_NOT_SUPPORTED if code in FORMATS else STATUS.get(code, HTTP_CONFLICT)
        )
        raise DAVError(status, context_info=str(refusal.message)) from refusal


class Common:
    """What directories and files have in common."""

    @property
    def actor(self):
        return self.environ["pico.actor"]

    def get_property_value(self, name):
        """Locks are looked up once for a whole listing, not once for each row."""
        if name == LOCK_DISCOVERY:
            if "pico.locked" not in self.environ:
                self.environ["pico.locked"] = locked_roots()
            if self.get_ref_url().rstrip("/") not in self.environ["pico.locked"]:
                return etree.Element(name)
        return super().get_property_value(name)

    def get_display_name(self):
        return self.name


class Directory(Common, DAVCollection):
    """A directory that lists its members by name."""

    def get_member_names(self):
        return [member.name for member in self.get_member_list()]

    def get_member_list(self):
        raise NotImplementedError

    def _child(self, name: str) -> str:
        return join_uri(self.path, name)

    def handle_delete(self):
        raise DAVError(HTTP_FORBIDDEN)

    def handle_move(self, dest_path):
        raise DAVError(HTTP_FORBIDDEN)

    def handle_copy(self, dest_path, *, depth_infinity):
        raise DAVError(HTTP_FORBIDDEN)


class Root(Directory):
    """Every ente and network of which the actor sees something."""

    def get_member_list(self):
        return [
            TreeDirectory(self._child(one.name), self.environ, one)
            for one in tree.trees(self.actor)
        ]

    def get_member(self, name):
        return next((one for one in self.get_member_list() if one.name == name), None)


class TreeDirectory(Directory):
    """The first folders of an ente or of a network."""

    def __init__(self, path, environ, shown: tree.Tree):
        super().__init__(path, environ)
        self.shown = shown

    def get_member_list(self):
        return [
            FolderDirectory(self._child(one.name), self.environ, one) for one in self.shown.folders
        ]

    def get_member(self, name):
        return next((one for one in self.get_member_list() if one.name == name), None)

    def create_collection(self, name):
        if self.shown.circle_id or self.shown.owner_id != self.actor.ente_id:
            raise DAVError(HTTP_FORBIDDEN)
        with told():
            folder_actions.create_folder(
                name=name, scope=scopes.ente(self.actor.ente_id), actor=self.actor,
                now=timezone.now(),
            )  # fmt: skip


class FolderDirectory(Directory):
    """A folder with its folders, its documents, and the empty files that programs announced."""

    def __init__(self, path, environ, folder: Folder):
        super().__init__(path, environ)
        self.folder = folder

    def get_member_list(self):
        found = [
            FolderDirectory(self._child(one.name), self.environ, one)
            for one in queries.subfolders(self.folder, self.actor)
        ]
        files = tree.named_files(queries.documents_in(self.folder, self.actor))
        found += [
            DocumentFile(self._child(name), self.environ, self.folder, file, file.current)
            for name, file in files.items()
            if file.current
        ]
        waiting = [file for file in files.values() if file.current is None]
        found += [self.get_member(file.document.name) for file in waiting]
        announced = tree.empty_names(self.folder, self.actor) - set(files)
        return found + [NewFile(self._child(one), self.environ, self.folder) for one in announced]

    def get_member(self, name):
        folder = queries.subfolders(self.folder, self.actor).filter(name=name).first()
        if folder is not None:
            return FolderDirectory(self._child(name), self.environ, folder)
        file = tree.file_called(self.folder, name, self.actor)
        if file is not None:
            version = tree.version_for(file, self.actor)
            return DocumentFile(self._child(name), self.environ, self.folder, file, version)
        if name in tree.empty_names(self.folder, self.actor):
            return NewFile(self._child(name), self.environ, self.folder)
        return None

    def get_creation_date(self):
        return self.folder.created_at.timestamp()

    def get_last_modified(self):
        return self.folder.changed_at.timestamp()

    def create_empty_resource(self, name):
        with told():
            self.actor.require("community.document.add", self.folder)
        tree.announce_empty(self.folder, name, self.actor)
        return NewFile(self._child(name), self.environ, self.folder)

    def create_collection(self, name):
        with told():
            folder_actions.create_folder(
                name=name, parent=self.folder, scope=self.folder.scope, actor=self.actor,
                now=timezone.now(),
            )  # fmt: skip

    def handle_delete(self):
        with told():
            folder_actions.trash_folder(folder=self.folder, actor=self.actor, now=timezone.now())
        return True

    def handle_move(self, dest_path):
        """Another name, or another place in the same tree; never over what is there."""
        parent, name, there = self.provider.place_of(dest_path, self.environ)
        if there is not None:
            raise DAVError(HTTP_CONFLICT)
        now, folder = timezone.now(), self.folder
        with told():
            if parent.folder.pk != folder.parent_id:
                changes = folder_actions.change_of_move(folder, parent.folder)
                folder = folder_actions.move_folder(
                    folder=folder, to=parent.folder, actor=self.actor, now=now,
                    is_level_confirmed=_only_narrows(changes),
                )  # fmt: skip
            if name != folder.name:
                folder_actions.describe_folder(
                    folder=folder, name=name, description=folder.description, area=folder.area,
                    contributors=folder.contributors, actor=self.actor, now=now,
                )  # fmt: skip
        return True

    def handle_copy(self, dest_path, *, depth_infinity):
        """A copy of what the actor reads, at the level of where it goes."""
        parent, name, there = self.provider.place_of(dest_path, self.environ)
        if there is not None:
            raise DAVError(HTTP_CONFLICT)
        with told():
            self._copy(self.folder, parent.folder, name, depth_infinity)
        return True

    def _copy(self, source: Folder, to: Folder, name: str, is_deep: bool) -> None:
        now = timezone.now()
        made = folder_actions.create_folder(
            name=name, parent=to, scope=to.scope, description=source.description,
            actor=self.actor, now=now,
        )  # fmt: skip
        if not is_deep:
            return
        files = queries.documents_in(source, self.actor).available()
        documents = queries.chosen_documents(files.values_list("pk", flat=True), self.actor)
        placing.copy_documents(documents=documents, to=made, actor=self.actor, now=now)
        for child in queries.subfolders(source, self.actor):
            self._copy(child, made, child.name, is_deep)


def _only_narrows(changes) -> bool:
    """A program cannot show «prima» and «dopo»: what widens is refused, and done in the pages."""
    return not any(change.widens for change in changes)


class _Writer:
    """A file on disk that refuses to grow beyond the limit."""

    def __init__(self) -> None:
        self.content = tempfile.TemporaryFile()  # noqa: SIM115 - closed by who stores it
        self.left = limits().max_bytes

    def write(self, data: bytes) -> None:
        self.left -= len(data)
        if self.left < 0:
            raise DAVError(TOO_LARGE)
        self.content.write(data)

    def close(self) -> None:
        """The content is read again from the start by who stores it."""


class File(Common, DAVNonCollection):
    """A file: what it holds is sent by the pages' own code, with its ranges and conditions."""

    def get_content(self):
        raise NotImplementedError("entrance.dav sends the content")

    def begin_write(self, *, content_type=None):
        self.writer = _Writer()
        return self.writer


class NewFile(File):
    """A file announced by a program, of which no content has come yet."""

    def __init__(self, path, environ, folder: Folder):
        super().__init__(path, environ)
        self.folder = folder
        self.stored = None

    def get_content_length(self):
        return self.stored.size if self.stored else 0

    def get_content_type(self):
        return "application/octet-stream"

    def get_etag(self):
        return self.stored.sha256 if self.stored else None

    def support_etag(self):
        return self.stored is not None

    def support_ranges(self):
        return False

    def get_last_modified(self):
        return None

    def end_write(self, *, with_errors):
        with self.writer.content as content:
            if with_errors or not content.tell():
                return
            with told():
                self._store(content)

    def _store(self, content) -> None:
        document = actions.add_document(
            folder=self.folder, content=content, name=self.name, actor=self.actor,
            now=timezone.now(),
        )  # fmt: skip
        self.stored = document.file.versions.first()
        tree.forget_empty(self.folder, self.name, self.actor)

    def handle_delete(self):
        tree.forget_empty(self.folder, self.name, self.actor)
        return True

    def handle_move(self, dest_path):
        parent, name, there = self.provider.place_of(dest_path, self.environ)
        if there is None:
            tree.announce_empty(parent.folder, name, self.actor)
        tree.forget_empty(self.folder, self.name, self.actor)
        return True


class DocumentFile(File):
    """A document: written to, it gets a version; deleted, it goes to the bin."""

    def __init__(self, path, environ, folder: Folder, file, version):
        super().__init__(path, environ)
        self.folder, self.file, self.version = folder, file, version

    @property
    def document(self):
        document = self.file.document
        document.file = self.file
        return document

    def get_content_length(self):
        return self.version.size if self.version else 0

    def get_content_type(self):
        return self.version.media_type if self.version else "application/octet-stream"

    def get_creation_date(self):
        return self.file.created_at.timestamp()

    def get_last_modified(self):
        return self.version.at.timestamp() if self.version else None

    def get_etag(self):
        return self.version.sha256 if self.version else None

    def support_etag(self):
        return self.version is not None

    def support_ranges(self):
        return True

    def end_write(self, *, with_errors):
        with self.writer.content as content:
            if with_errors or not content.tell():
                return  # programs empty a file before they write it: versions are never empty
            with told():
                self._add(content)

    def _add(self, content) -> None:
        try:
            self.version = actions.add_version(
                document=self.document, content=content, name=self.document.name,
                note=_("Salvato da un programma."), actor=self.actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.code != "same_content":
                raise

    def handle_delete(self):
        with told():
            placing.trash_documents(documents=[self.document], actor=self.actor, now=timezone.now())
        return True

    def handle_move(self, dest_path):
        """Another name or folder. Over another document: that one gets a version, this goes to the bin."""
        parent, name, there = self.provider.place_of(dest_path, self.environ)
        now = timezone.now()
        with told():
            if isinstance(there, DocumentFile):
                self._give_to(there)
                placing.trash_documents(documents=[self.document], actor=self.actor, now=now)
                return True
            document = self.document
            if parent.folder.pk != self.folder.pk:
                changes = placing.changes_of_move([document], parent.folder)
                placing.move_documents(
                    documents=[document], to=parent.folder, actor=self.actor, now=now,
                    is_level_confirmed=_only_narrows(changes),
                )  # fmt: skip
            if name != document.name:
                actions.rename_document(document=document, name=name, actor=self.actor, now=now)
        if there is not None:
            tree.forget_empty(parent.folder, name, self.actor)
        return True

    def handle_copy(self, dest_path, *, depth_infinity):
        parent, name, there = self.provider.place_of(dest_path, self.environ)
        with told():
            if isinstance(there, DocumentFile):
                self._give_to(there)
            else:
                placing.copy_documents(
                    documents=[self.document], to=parent.folder, name=name, actor=self.actor,
                    now=timezone.now(),
                )  # fmt: skip
        return True

    def _give_to(self, other: "DocumentFile") -> None:
        """What this document holds becomes a version of the other."""
        if self.version is None:
            raise DAVError(HTTP_CONFLICT)
        with tempfile.TemporaryFile() as content:
            vault.copy_to(self.version.key, content)
            other._add(content)
