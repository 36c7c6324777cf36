"""The demo's post office: an SMTP server that keeps every message as a file and sends nothing on.

Tests tell it to refuse by writing the SMTP answer into the file `REFUSE` of its folder.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from itertools import count
from pathlib import Path
from time import time_ns

import nh3
from aiosmtpd.controller import Controller

REFUSAL = "REFUSE"
_numbers = count(1)


class Catcher:
    """aiosmtpd's handler: store the message, or answer what the file `REFUSE` says."""

    def __init__(self, folder: Path):
        self.folder = folder

    async def handle_DATA(self, server, session, envelope) -> str:
        refusal = self.folder / REFUSAL
        if refusal.exists():
            return refusal.read_text().strip() or "451 4.3.0 Come back later"
        name = f"{time_ns():020d}-{next(_numbers)}"
        head = f"X-Envelope-To: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        draft = self.folder / f"{name}.part"
        draft.write_bytes(head + envelope.content)
        draft.rename(self.folder / f"{name}.eml")
        return "250 Kept"


def open_office(folder: Path, host: str, port: int) -> Controller:
    """Start catching mail at this address; the caller stops the controller."""
    folder.mkdir(parents=True, exist_ok=True)
    office = Controller(Catcher(folder), hostname=host, port=port, data_size_limit=40 * 1024**2)
    office.start()
    return office


@dataclass(frozen=True, slots=True)
class Letter:
    """A caught message, as a person reads it."""

    key: str
    subject: str
    sender: str
    to: str
    sent_at: datetime | None
    text: str
    attachments: tuple[str, ...]


def letters(folder: Path, limit: int = 200) -> Iterator[Letter]:
    """The caught messages, the last first."""
    for path in sorted(folder.glob("*.eml"), reverse=True)[:limit]:
        yield read(path)


def find(folder: Path, key: str) -> Letter | None:
    """One caught message; a key that is not of ours finds nothing."""
    path = folder / f"{key}.eml"
    is_ours = key.replace("-", "").isdigit() and path.is_file()
    return read(path) if is_ours else None


def read(path: Path) -> Letter:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    return Letter(
        key=path.stem,
        subject=str(message["Subject"] or ""),
        sender=str(message["From"] or ""),
        to=str(message["X-Envelope-To"] or message["To"] or ""),
        sent_at=_sent_at(message),
        text=_text(message),
        attachments=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _sent_at(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None


def _text(message: EmailMessage) -> str:
    """The plain version; of a message that has none, its HTML without tags."""
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    return content if body.get_content_subtype() == "plain" else nh3.clean(content, tags=set())
