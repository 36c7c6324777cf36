"""Where bytes rest: one interface over Django's storages, addressed by content.

Local disk by default, any S3 by setting `STORAGES["files"]`. Nothing here has a public address:
bytes leave only through a view that asked who is reading.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage, storages

PIECE = 256 * 1024


class DiskStorage(FileSystemStorage):
    """A folder in which a file appears whole or not at all, readable by the platform only."""

    def __init__(self, location=None) -> None:
        super().__init__(
            location=location,
            file_permissions_mode=0o600,
            directory_permissions_mode=0o700,
            allow_overwrite=True,
        )

    def _save(self, name: str, content: File) -> str:
        partial = super()._save(f"partial/{uuid4().hex}", content)
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(self.path(partial), "rb") as written:
            os.fsync(written.fileno())
        os.replace(self.path(partial), target)
        return name

    def url(self, name: str | None) -> str:
        raise NotImplementedError("Stored files have no public address.")


def storage() -> Storage:
    return storages["files"] if "files" in settings.STORAGES else default_storage


def digest(content: BinaryIO) -> str:
    """The SHA-256 of a content, read piece by piece."""
    content.seek(0)
    found = hashlib.sha256()
    while piece := content.read(PIECE):
        found.update(piece)
    return found.hexdigest()


def key_of(sha256: str) -> str:
    """Where a content rests: nothing of the user's name is in it."""
    return f"content/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def preview_key(sha256: str, page: int) -> str:
    return f"previews/{sha256[:2]}/{sha256}/{page}.png"


def put(content: BinaryIO, key: str) -> None:
    """Keep a content under its key; the same content twice rests once."""
    content.seek(0, os.SEEK_END)
    size = content.tell()
    if holds(key, size):
        return
    content.seek(0)
    storage().save(key, File(content, name=key))


def put_piece(content: BinaryIO, key: str) -> None:
    storage().save(key, File(content, name=key))


def holds(key: str, size: int) -> bool:
    """The key is there, whole."""
    there = storage()
    return there.exists(key) and there.size(key) == size


def delete(key: str) -> None:
    storage().delete(key)


def pieces(key: str, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
    """The bytes from `start` up to `stop` (excluded), in constant memory."""
    there = storage()
    if hasattr(there, "bucket"):
        yield from _pieces_of_bucket(there, key, start, stop)
        return
    with there.open(key, "rb") as content:
        content.seek(start)
        left = None if stop is None else stop - start
        while left is None or left > 0:
            piece = content.read(PIECE if left is None else min(PIECE, left))
            if not piece:
                return
            left = None if left is None else left - len(piece)
            yield piece


def _pieces_of_bucket(there, key: str, start: int, stop: int | None) -> Iterator[bytes]:
    """Ask S3 for the wanted bytes only: opening through the storage would fetch the whole object."""
    wanted = f"bytes={start}-{'' if stop is None else stop - 1}"
    name = f"{there.location.rstrip('/')}/{key}".lstrip("/")
    body = there.bucket.Object(name).get(**({"Range": wanted} if start or stop else {}))["Body"]
    try:
        yield from body.iter_chunks(PIECE)
    finally:
        body.close()


def copy_to(key: str, target: BinaryIO) -> None:
    for piece in pieces(key):
        target.write(piece)
    target.flush()


def sweep_partial(older_than: float) -> None:
    """Take away what a broken save left behind (disk only: S3 ends its own)."""
    there = storage()
    if not isinstance(there, DiskStorage):
        return
    for path in Path(there.location, "partial").glob("*"):
        if path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
