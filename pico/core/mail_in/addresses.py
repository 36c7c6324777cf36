"""Addresses that say what a reply is for and whose it is: `r.forum.1f.2a.k3…@posta.pico.example`.

The local part is lower-case letters and digits: some servers fold it (RFC 5321, 2.4 leaves it to them)
and 64 characters is all that is sure to pass (4.5.3.1.1).
"""

import base64
import re
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

SALT = "pico.mail_in.address"
SIGNATURE = 16  # characters of base32: 80 bits
LOCAL = re.compile(r"^r\.([a-z]{2,12})\.([0-9a-z]{1,13})\.([0-9a-z]{1,13})\.([a-z2-7]{16})$")
NOBODY = 0  # in the place of the person, where who writes has no account
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class ReplyAddress:
    """For what a message is (`purpose` names a handler), about which object, from whom."""

    purpose: str
    object_id: int
    person_id: int


def domain() -> str:
    """Where replies go: of the settings, empty where the platform receives no mail."""
    return settings.MAIL_IN_DOMAIN


def address_for(purpose: str, *, object_id: int, person_id: int) -> str:
    """Return the address at which this person, or NOBODY, writes about this object.

    Nothing without a domain.
    """
    if not domain():
        return ""
    words = f"{purpose}.{_base36(object_id)}.{_base36(person_id)}"
    return f"r.{words}.{_signature(words)}@{domain()}"


def read_address(address: str) -> ReplyAddress | None:
    """Return what an address says; None for one that the platform did not write."""
    bare = parseaddr(address)[1].lower()
    local, _at, host = bare.rpartition("@")
    found = LOCAL.match(local)
    if not found or host != domain().lower():
        return None
    purpose, object_id, person_id, signature = found.groups()
    if not constant_time_compare(signature, _signature(f"{purpose}.{object_id}.{person_id}")):
        return None
    return ReplyAddress(purpose, int(object_id, 36), int(person_id, 36))


def mailbox_of(address: str) -> str:
    """Return the local part of an address of ours that anybody may write to; nothing for others."""
    local, _at, host = parseaddr(address)[1].lower().rpartition("@")
    return local if domain() and host == domain().lower() else ""


def _signature(words: str) -> str:
    digest = salted_hmac(SALT, words, algorithm="sha256").digest()
    return base64.b32encode(digest).decode().lower()[:SIGNATURE]


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
    return digits or "0"
