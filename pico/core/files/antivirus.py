"""clamd, spoken to through its INSTREAM command: bytes are streamed, nothing is written.

The protocol is four lines long and written out here: the client of the `clamd` package sends with
`socket.send`, which may send half a piece on a full buffer and have another content scanned.
"""

import re
import socket
import struct
from dataclasses import dataclass

from django.conf import settings

from . import vault
from .limits import limits

ANSWER = re.compile(rb"^stream: (?:(?P<name>.+) FOUND|(?P<clean>OK))$")
LONGEST_ANSWER = 4096


class OutOfOrder(Exception):
    """The antivirus does not answer, or not sensibly: to be tried again."""


@dataclass(frozen=True, slots=True)
class Finding:
    is_clean: bool
    name: str = ""


def is_configured() -> bool:
    return bool(getattr(settings, "CLAMD_SOCKET", "") or getattr(settings, "CLAMD_HOST", ""))


def scan(key: str) -> Finding:
    """Scan a stored content; OutOfOrder when clamd is down, full or gives up."""
    try:
        with _connect() as line:
            line.sendall(b"zINSTREAM\0")
            for piece in vault.pieces(key):
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            answer = _answer(line)
    except OSError as error:
        raise OutOfOrder(str(error)) from error
    return _finding(answer)


def _finding(answer: bytes) -> Finding:
    """Only a whole «OK» is clean: silence, an error or half an answer is not."""
    found = ANSWER.match(answer)
    if found is None:
        raise OutOfOrder(answer.decode(errors="replace") or "no answer")
    if found["clean"]:
        return Finding(is_clean=True)
    return Finding(is_clean=False, name=found["name"].decode(errors="replace")[:250])


def _answer(line: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = line.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n")


def _connect() -> socket.socket:
    patience = limits().scan_seconds
    if path := getattr(settings, "CLAMD_SOCKET", ""):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(patience)
        try:
            line.connect(path)
        except OSError:
            line.close()
            raise
        return line
    port = getattr(settings, "CLAMD_PORT", 3310)
    return socket.create_connection((settings.CLAMD_HOST, port), timeout=patience)
