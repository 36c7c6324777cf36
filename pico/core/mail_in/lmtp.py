"""The door for mail servers that deliver by LMTP (RFC 2033): one answer for each recipient."""

import asyncio
import logging

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from django.db import close_old_connections
from django.utils import timezone

from .actions import receive
from .addresses import mailbox_of
from .terms import MOST_BYTES

logger = logging.getLogger("pico.mail_in")

TAKEN = "250 2.0.0 OK"
NO_SUCH_PLACE = "550 5.1.1 Not one of our addresses"
TRY_LATER = "451 4.3.0 Try again later"


class Handler:
    """What the door does with an envelope; the server tries again what failed here."""

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if not mailbox_of(address):
            return NO_SUCH_PLACE
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answers = [
            await asyncio.to_thread(take, envelope.content, address)
            for address in envelope.rcpt_tos
        ]
        return "\r\n".join(answers)


def take(raw: bytes, recipient: str) -> str:
    """Take one message for one recipient, and say so in the words of LMTP."""
    close_old_connections()
    try:
        receive(raw=raw, now=timezone.now(), recipient=recipient)
    except Exception:
        logger.exception("A message could not be taken.")
        return TRY_LATER
    finally:
        close_old_connections()
    return TAKEN


class Door(Controller):
    """A server of its own thread: `start()`, `stop()`."""

    def factory(self):
        return LMTP(self.handler, **self.SMTP_kwargs)


def door(host: str, port: int) -> Door:
    """Return the door, not open yet; messages beyond the limit are refused while they come."""
    return Door(Handler(), hostname=host, port=port, data_size_limit=MOST_BYTES)
