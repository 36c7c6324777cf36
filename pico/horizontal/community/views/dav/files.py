"""What `wsgidav` asks of a file, answered by the queries and actions of the pages."""

import tempfile

from django.utils import timezone
from django.utils.translation import gettext as _
from wsgidav.dav_error import HTTP_CONFLICT, DAVError
from wsgidav.dav_provider import DAVNonCollection

from pico.core.files import vault
from pico.core.files.limits import limits
from pico.core.foundation.errors import Refusal

from ...actions import documents as actions
from ...actions import placing
from ...models import Folder
from . import tree
from .basis import TOO_LARGE, Common, only_narrows, told


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
                    is_level_confirmed=only_narrows(changes),
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
