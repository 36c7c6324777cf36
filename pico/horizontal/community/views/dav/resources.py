"""What `wsgidav` asks of a directory, answered by the queries and actions of the pages."""

from django.utils import timezone
from wsgidav.dav_error import HTTP_CONFLICT, HTTP_FORBIDDEN, DAVError
from wsgidav.dav_provider import DAVCollection
from wsgidav.util import join_uri

from pico.core.access import scopes

from ...actions import folders as folder_actions
from ...actions import placing
from ...models import Folder
from ...queries import documents as queries
from . import tree
from .basis import Common, only_narrows, told
from .files import DocumentFile, NewFile


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
                    is_level_confirmed=only_narrows(changes),
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
