"""Find what a request speaks of: a neighbour's file is a 404, never a 403."""

from django.shortcuts import get_object_or_404

from pico.core.access.actor import Actor

from .. import queries
from ..models import FileVersion, StoredFile
from ..permissions import FilesPermission


def find_file(request, pk: int) -> StoredFile:
    return get_object_or_404(queries.visible_files(request.actor), pk=pk)


def find_own(request, pk: int) -> StoredFile:
    """A file, also in the bin for who may take it out."""
    found = queries.visible_files(request.actor).filter(pk=pk).first()
    return found or get_object_or_404(queries.trash(request.actor), pk=pk)


def find_to_change(request, pk: int) -> StoredFile:
    """A file of the library: what a record holds is changed through the record, by its own rule."""
    return get_object_or_404(queries.library(request.actor), pk=pk)


def find_version(request, pk: int, major: int, minor: int) -> FileVersion:
    """An exact version: one still in scansione is seen by who may change the file."""
    file = find_file(request, pk)
    versions = queries.versions_of(file, is_insider=is_insider(request.actor, file))
    return get_object_or_404(versions, major=major, minor=minor)


def is_insider(actor: Actor, file: StoredFile) -> bool:
    """Who changes the file also sees its antivirus and its story."""
    return actor.can(FilesPermission.CHANGE, file)
