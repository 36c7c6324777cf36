"""Secrets of links: sent once, kept only as a hash."""

import hashlib
import secrets


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def new_secret() -> tuple[str, str]:
    """Return a secret for a link and the hash to keep."""
    token = secrets.token_urlsafe(32)
    return token, digest(token)
