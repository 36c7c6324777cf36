"""The bin: put in, take out, empty after its days; uploads given up."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail

from .. import queries, vault
from ..limits import limits
from ..models import StoredFile
from ..permissions import FilesPermission


@transaction.atomic
def trash_file(
    *, file: StoredFile, actor: Actor, now: datetime, rule: str = FilesPermission.TRASH
) -> StoredFile:
    """Put a file in the bin: nobody finds it any more, it comes back for 30 days."""
    actor.require(rule, file)
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    if file.is_trashed:
        return file
    file.trashed_at, file.trashed_by_id = now, actor.person_id
    file.save(update_fields=["trashed_at", "trashed_by"])
    trail.record(
        "files.file.trashed",
        _("File messo nel cestino."),
        subject=file,
        reserved=file.is_reserved,
        actor=actor,
        now=now,
    )
    announce("files.file.trashed", subject=file, actor=actor)
    return file


@transaction.atomic
def restore_file(
    *, file: StoredFile, actor: Actor, now: datetime, rule: str = FilesPermission.TRASH
) -> StoredFile:
    """Take a file out of the bin, at the level it had."""
    actor.require(rule, file)
    file = StoredFile.objects.select_for_update().get(pk=file.pk)
    if not file.is_trashed:
        return file
    file.trashed_at, file.trashed_by = None, None
    file.save(update_fields=["trashed_at", "trashed_by"])
    trail.record(
        "files.file.restored", _("File ripristinato dal cestino."),
        subject=file, reserved=file.is_reserved, actor=actor, now=now,
    )  # fmt: skip
    announce("files.file.restored", subject=file, actor=actor)
    return file


def purge_trash(*, now: datetime) -> int:
    """Delete for good what has been in the bin for its days; what a record still needs stays."""
    gone = 0
    for file in queries.trashed_before(now - limits().trash_stay):
        try:
            gone += _purge(file, now)
        except ProtectedError:
            continue
    return gone


@transaction.atomic
def _purge(file: StoredFile, now: datetime) -> int:
    file = (
        StoredFile.objects.select_for_update().filter(pk=file.pk, trashed_at__isnull=False).first()
    )
    if file is None:
        return 0
    versions = list(file.versions.all())
    trail.record(
        "files.file.purged",
        _("File «%(title)s» eliminato: era nel cestino da oltre %(days)s giorni.")
        % {"title": file.title, "days": limits().trash_days},
        subject=file, reserved=file.is_reserved, actor=SYSTEM, now=now,
        sha256=[version.sha256 for version in versions],
    )  # fmt: skip
    announce("files.file.purged", subject=file, actor=SYSTEM)
    file.delete()
    transaction.on_commit(lambda: forget_contents(versions))
    return 1


def forget_contents(versions) -> None:
    """Delete the bytes that no version needs any more, with their pictures."""
    for version in versions:
        for key in filter(None, (version.key, version.inner_key)):
            if not queries.is_key_used(key):
                vault.delete(key)
        if not queries.is_key_used(version.key):
            for page in version.previews:
                vault.delete(vault.preview_key(version.sha256, page))


def discard_uploads(*, now: datetime) -> int:
    """Delete the uploads that nobody continued, with their pieces."""
    gone = 0
    for upload in queries.stale_uploads(now, limits().upload_stay):
        drop_upload(upload)
        gone += 1
    vault.sweep_partial((now - limits().upload_stay).timestamp())
    return gone


def drop_upload(upload) -> None:
    upload.delete()
    forget_pieces(upload)


def forget_pieces(upload) -> None:
    for key in upload.pieces:
        vault.delete(key)
