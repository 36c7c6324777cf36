"""Archives measured before anybody opens them: entries, real sizes, ratio, nesting, names."""

import re
import stat
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from .. import formats
from ..limits import MB, Limits
from ..names import extension_of
from . import directory, refusals
from .sniff import EXECUTABLE_HEADS

PIECE = 256 * 1024
ABSOLUTE = re.compile(r"^([A-Za-z]:|[\\/])")
ENCRYPTED = 0x1
SPOOL = 4 * MB
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


@dataclass
class Measure:
    """What was counted so far, over the archive and the archives in it."""

    limits: Limits
    entries: int = 0
    unpacked: int = 0
    is_encrypted: bool = False

    def count(self, entries: int) -> None:
        self.entries += entries
        if self.entries > self.limits.zip_entries:
            raise refusals.bomb()

    def add(self, size: int) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.zip_unpacked_bytes:
            raise refusals.bomb()


def measure(content: BinaryIO, limits: Limits) -> Measure:
    """Unpack to nowhere, counting; refuse bombs, executables, unsafe names, damage."""
    found = Measure(limits)
    _measure(content, found, depth=0)
    return found


def _measure(content: BinaryIO, found: Measure, depth: int) -> None:
    if depth > found.limits.zip_depth:
        raise refusals.bomb()
    directory.refuse_crowded(content)
    packed = content.seek(0, 2)
    try:
        with zipfile.ZipFile(content) as archive:
            entries = archive.infolist()
            found.count(len(entries))
            _refuse_overlaps(entries, packed)
            before = found.unpacked
            for entry in entries:
                _check_entry(archive, entry, found, depth, (before, packed))
    except UNREADABLE as error:
        raise refusals.damaged() from error


def _refuse_overlaps(entries: list[zipfile.ZipInfo], packed: int) -> None:
    """Entries that share the same bytes are how small files unpack to petabytes."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < end:
            raise refusals.bomb()
        end = entry.header_offset + 30 + entry.compress_size
    if end > packed:
        raise refusals.damaged()


def _check_entry(archive, entry, found, depth, start) -> None:
    if ABSOLUTE.match(entry.filename) or ".." in re.split(r"[\\/]", entry.filename):
        raise refusals.unsafe_archive()
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise refusals.unsafe_archive()
    if entry.is_dir():
        return
    extension = extension_of(entry.filename)
    if extension in formats.EXECUTABLE_EXTENSIONS - {"bin", "img", "html", "htm", "xhtml", "inf"}:
        raise refusals.executable()
    if extension in formats.MACRO_EXTENSIONS:
        raise refusals.macros()
    if entry.flag_bits & ENCRYPTED:
        found.is_encrypted = True
        found.add(entry.file_size)
        return
    with tempfile.SpooledTemporaryFile(SPOOL) as nested:
        if _unpack(archive, entry, nested, found, start):
            _measure(nested, found, depth + 1)


def _unpack(archive, entry, nested, found, start) -> bool:
    """Count the real bytes of an entry; keep them in `nested` and say True when it is an archive."""
    before, packed = start
    size, is_archive = 0, False
    with archive.open(entry) as member:
        while piece := member.read(PIECE):
            if size == 0:
                if piece.startswith(EXECUTABLE_HEADS[:7]):
                    raise refusals.executable()
                is_archive = piece.startswith(b"PK\x03\x04")
            size += len(piece)
            found.add(len(piece))
            _refuse_ratio(found, found.unpacked - before, packed)
            if size > entry.file_size:
                raise refusals.bomb()
            if is_archive:
                nested.write(piece)
    return is_archive


def _refuse_ratio(found: Measure, unpacked: int, packed: int) -> None:
    limits = found.limits
    if unpacked > limits.zip_ratio_from_bytes and unpacked > packed * limits.zip_ratio:
        raise refusals.bomb()
