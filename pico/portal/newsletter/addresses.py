"""Whole addresses of our pages: who reads a mail is nowhere on the platform."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from pico.core.enti.addresses import path_in

SALT = "pico.newsletter.link"
SEAL = 16  # hexadecimal digits


def whole(space, path: str) -> str:
    """Return the address that begins with the host; a space with its own host drops its prefix."""
    if "://" in path:
        return path
    public = settings.PUBLIC_URL.rstrip("/")
    if space.hostname:
        return f"{urlsplit(public).scheme}://{space.hostname}{path.removeprefix(space.prefix)}"
    return f"{public}{path}"


def whole_page(space, name: str, *args) -> str:
    return whole(space, path_in(space, name, *args))


# Links of one subscriber -------------------------------------------------------------------------


def personal_token(subscriber) -> str:
    """Return the signed word that opens the preferences of one subscriber, without signing in."""
    return signing.Signer(salt=SALT).sign(f"{subscriber.key.hex}").replace(":", ".")


def leaving_token(subscriber, *, list_id: int, issue_id: int = 0) -> str:
    """Return the signed word that takes one subscriber off one list."""
    said = f"{subscriber.key.hex}-{list_id}-{issue_id}"
    return signing.Signer(salt=SALT).sign(said).replace(":", ".")


def read_token(token: str) -> tuple[str, int, int] | None:
    """Return the key of the subscriber, the list and the issue (0: none) that a token speaks of."""
    try:
        said = signing.Signer(salt=SALT).unsign(token.replace(".", ":"))
        key, list_id, issue_id = (*said.split("-"), "0", "0")[:3]
        return key, int(list_id), int(issue_id)
    except (signing.BadSignature, ValueError):
        return None


# Names of one message ----------------------------------------------------------------------------


def seal(issue_id: int, subscriber_id: int) -> str:
    return salted_hmac("pico.newsletter.delivery", f"{issue_id}.{subscriber_id}").hexdigest()[:SEAL]


def delivery_name(issue_id: int, subscriber_id: int) -> str:
    """Return the name of one delivery: always the same, and nobody else can make it."""
    return f"nl.{issue_id}.{subscriber_id}.{seal(issue_id, subscriber_id)}"
