"""The only reader of environment variables: typed, with an error that names the variable."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = object()


def text(name: str, default: object = REQUIRED) -> str:
    value = os.environ.get(name, default)
    if value is REQUIRED:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return str(value)


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in {"0", "1", "true", "false", "yes", "no", ""}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value.lower() in {"1", "true", "yes"}


def number(name: str, default: int) -> int:
    value = os.environ.get(name, default)
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} must be a whole number, not {value!r}."
        ) from error


def names(name: str, default: str = "") -> list[str]:
    return [
        item.strip()
        for item in os.environ.get(name, default).split(",")
        if item.strip()
    ]


def path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, default)).resolve()


def database(name: str, default: str) -> dict[str, object]:
    """Read `postgresql://user:password@host:port/name` or `sqlite:PATH`."""
    address = text(name, default)
    if address.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.removeprefix("sqlite:"),
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql:// or sqlite:")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def cache(name: str) -> dict[str, object]:
    """Read `redis://host:port/db`; without it a cache in the memory of the process."""
    address = text(name, "")
    if not address:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if urlsplit(address).scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured(f"{name} must start with redis:// or rediss://")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": address,
    }
