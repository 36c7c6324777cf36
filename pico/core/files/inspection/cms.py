"""The document inside a signed envelope (CAdES «.p7m»), copied out in constant memory.

Only the outer shape of RFC 5652 is read, in BER as signing programs really write it; certificates
and signatures are not verified here.
"""

import base64
import mmap
import re
import tempfile
from collections.abc import Iterator
from typing import BinaryIO

from . import refusals

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
SEQUENCE, OCTETS, OCTETS_BUILT, EXPLICIT = 0x30, 0x04, 0x24, 0xA0
END = b"\x00\x00"
PIECE = 1024 * 1024
DEEPEST = 8
NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]")


class _Malformed(Exception):
    pass


def open_envelope(content: BinaryIO) -> BinaryIO | None:
    """Return the inner document as a temporary file; None when the signature is detached."""
    with tempfile.TemporaryFile() as plain:
        _copy_binary(content, plain)
        if plain.tell() == 0:
            raise refusals.damaged()
        try:
            with mmap.mmap(plain.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _copy_inner(data)
        except (_Malformed, IndexError) as error:
            raise refusals.damaged() from error


def _copy_binary(content: BinaryIO, target: BinaryIO) -> None:
    """The DER bytes: base64 and PEM are decoded on the way."""
    content.seek(0)
    first = content.read(1)
    content.seek(0)
    if first == b"0":
        while piece := content.read(PIECE):
            target.write(piece)
    else:
        _decode_base64(content, target)
    target.flush()


def _decode_base64(content: BinaryIO, target: BinaryIO) -> None:
    rest = b""
    for line in content:
        if line.startswith(b"-----"):
            continue
        rest += NOT_BASE64.sub(b"", line)
        whole = len(rest) // 4 * 4
        try:
            target.write(base64.b64decode(rest[:whole]))
        except ValueError as error:
            raise refusals.damaged() from error
        rest = rest[whole:]


def _header(data: mmap.mmap, at: int) -> tuple[int, int, int | None]:
    """Tag, where the content starts, where it ends (None: at the end mark)."""
    tag, length, start = data[at], data[at + 1], at + 2
    if length < 0x80:
        return tag, start, start + length
    if length == 0x80:
        return tag, start, None
    count = length & 0x7F
    if count > 8:
        raise _Malformed
    size = int.from_bytes(data[start : start + count], "big")
    end = start + count + size
    if end > len(data):
        raise _Malformed
    return tag, start + count, end


def _enter(data: mmap.mmap, at: int, wanted: int) -> int:
    tag, start, _end = _header(data, at)
    if tag != wanted:
        raise _Malformed
    return start


def _after(data: mmap.mmap, at: int) -> int:
    """Where the value after this one starts."""
    _tag, start, end = _header(data, at)
    if end is not None:
        return end
    while data[start : start + 2] != END:
        start = _after(data, start)
    return start + 2


def _copy_inner(data: mmap.mmap) -> BinaryIO | None:
    at = _enter(data, 0, SEQUENCE)
    if data[at : at + len(SIGNED_DATA)] != SIGNED_DATA:
        raise _Malformed
    at = _enter(data, at + len(SIGNED_DATA), EXPLICIT)
    at = _enter(data, at, SEQUENCE)
    at = _after(data, _after(data, at))  # past the version and the digest algorithms
    _tag, at, end = _header(data, at)
    at = _after(data, at)  # past the type of the content
    if (end is not None and at >= end) or data[at : at + 2] == END:
        return None
    at = _enter(data, at, EXPLICIT)
    inner = tempfile.TemporaryFile()  # noqa: SIM115 - handed to the caller
    try:
        for start, stop in _octets(data, at, 0):
            for begin in range(start, stop, PIECE):
                inner.write(data[begin : min(begin + PIECE, stop)])
    except (_Malformed, IndexError):
        inner.close()
        raise
    inner.seek(0)
    return inner


def _octets(data: mmap.mmap, at: int, depth: int) -> Iterator[tuple[int, int]]:
    """The bounds of each primitive piece of an octet string."""
    tag, start, end = _header(data, at)
    if tag == OCTETS and end is not None:
        yield start, end
        return
    if tag != OCTETS_BUILT or depth > DEEPEST:
        raise _Malformed
    while start < (len(data) if end is None else end):
        if end is None and data[start : start + 2] == END:
            return
        yield from _octets(data, start, depth + 1)
        start = _after(data, start)
