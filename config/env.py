"""The only reader of environment variables: typed, with an error that names the variable."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

REQUIRED = object()

# Writers queue instead of failing, readers are never blocked by them.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-20000;",
    "timeout": 20,
}


def text(name: str, default: object = REQUIRED) -> str:
    value = os.environ.get(name, default)
    if value is REQUIRED:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return str(value)


def secret(name: str) -> str:
    """The variable itself, or the content of the file that NAME_FILE points at."""
    place = os.environ.get(f"{name}_FILE")
    return Path(place).read_text().strip() if place else text(name)


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
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from error


def names(name: str, default: object = "") -> list[str]:
    return [item.strip() for item in text(name, default).split(",") if item.strip()]


def path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name, default)).resolve()


def database(name: str, default: object = REQUIRED) -> dict[str, Any]:
    """Read `postgresql://user:password@host:port/name` or `sqlite:PATH`."""
    address = text(name, default)
    if address.startswith("sqlite:"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": address.removeprefix("sqlite:"),
            "OPTIONS": SQLITE,
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


def cache(name: str, default: str = "") -> dict[str, Any]:
    """Read `redis://host:port/db` or `file:PATH`; without it a cache in the memory of the process."""
    address = text(name, default)
    if not address:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if address.startswith("file:"):
        folder = address.removeprefix("file:")
        return {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": folder,
        }
    if urlsplit(address).scheme not in {"redis", "rediss"}:
        raise ImproperlyConfigured(f"{name} must start with redis://, rediss:// or file:")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": address}


DISK = "django.core.files.storage.FileSystemStorage"


def storage(bucket: str, *, local: Path, disk: str = DISK) -> dict[str, Any]:
    """Stored files: the S3 bucket named by this variable, or a folder where there is none."""
    name = text(bucket, "")
    if not name:
        return {"BACKEND": disk, "OPTIONS": {"location": str(local)}}
    options = {
        "bucket_name": name,
        "endpoint_url": text("S3_ENDPOINT", "") or None,
        "region_name": text("S3_REGION", "") or None,
        "access_key": secret("S3_ACCESS_KEY"),
        "secret_key": secret("S3_SECRET_KEY"),
        "addressing_style": text("S3_ADDRESSING", "path"),
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def mail(name: str) -> dict[str, Any]:
    """Read `smtp://user:password@host:port` (`smtps://` for TLS at once, `smtp+tls://` for STARTTLS)."""
    parts = urlsplit(text(name))
    kinds = {"smtp": 25, "smtps": 465, "smtp+tls": 587}
    if parts.scheme not in kinds or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must look like smtp+tls://user:password@host:587")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or kinds[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
    }
