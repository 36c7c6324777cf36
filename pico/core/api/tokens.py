"""Secrets of keys: long, random, kept as a hash only."""

import hashlib
import secrets

from .terms import PREFIX


def new_secret() -> str:
    """Return a secret that nobody can guess; the prefix lets scanners of leaks recognise it."""
    return PREFIX + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is stored: a plain hash is enough for 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()
