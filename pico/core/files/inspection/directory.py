"""The directory at the end of a ZIP, measured before `zipfile` reads it whole into memory."""

import struct
from typing import BinaryIO

from . import refusals

END = b"PK\x05\x06"
END64 = b"PK\x06\x06"
END_SIZE, LOCATOR64_SIZE, END64_SIZE = 22, 20, 56
LONGEST_TAIL = END_SIZE + 0xFFFF + LOCATOR64_SIZE + END64_SIZE
MANY_BYTES = 8_000_000
UNSAID = 0xFFFFFFFF


def refuse_crowded(content: BinaryIO) -> None:
    """Refuse a directory of millions of names, and an archive without its end."""
    size = content.seek(0, 2)
    content.seek(max(0, size - LONGEST_TAIL))
    tail = content.read()
    at = tail.rfind(END)
    if at < 0 or len(tail) - at < END_SIZE:
        raise refusals.damaged()
    (length,) = struct.unpack_from("<L", tail, at + 12)
    at64 = at - LOCATOR64_SIZE - END64_SIZE
    if at64 >= 0 and tail[at64 : at64 + 4] == END64:
        (length,) = struct.unpack_from("<Q", tail, at64 + 40)
    if length > MANY_BYTES:
        raise refusals.bomb() if length != UNSAID else refusals.damaged()
