"""Many files in one ZIP, written while it is sent: nothing is kept on the way."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from . import names, vault
from .models import FileVersion


class _Outlet:
    """A file that cannot seek, emptied after each write."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def take(self) -> bytes:
        taken, self._waiting = b"".join(self._waiting), []
        return taken


def zipped(versions: list[FileVersion]) -> Iterator[bytes]:
    """The bytes of a ZIP with these versions, names made different from each other."""
    return zipped_as([(version.name, version) for version in versions])


def zipped_as(
    entries: list[tuple[str, FileVersion]],
    *,
    may_still: Callable[[FileVersion], bool] = lambda version: True,
    written: Iterable[tuple[str, bytes]] = (),
) -> Iterator[bytes]:
    """The bytes of a ZIP with these versions, each under its name, which may be a path.

    `written` are small contents that stand before them, as an index.

    Stored, not compressed: documents are compressed already, and time to the first byte counts.
    `may_still` is asked when the turn of each comes: it may have been taken away meanwhile.
    """
    outlet, taken = _Outlet(), set()
    with zipfile.ZipFile(outlet, "w", allowZip64=True) as archive:
        for name, content in written:
            archive.writestr(names.unlike(name, taken), content)
            yield outlet.take()
        for name, version in entries:
            if not may_still(version):
                continue
            entry = zipfile.ZipInfo(names.unlike(name, taken), _local(version.at))
            with archive.open(entry, "w", force_zip64=True) as member:
                for piece in vault.pieces(version.key):
                    member.write(piece)
                    yield outlet.take()
            yield outlet.take()
    yield outlet.take()


def _local(moment: datetime) -> tuple[int, ...]:
    return timezone.localtime(moment).timetuple()[:6]
