"""Which engine of full text serves this deployment."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from .base import Backend
from .opensearch import OpenSearchBackend
from .postgresql import PostgresqlBackend
from .sqlite import SqliteBackend

BY_VENDOR = {"postgresql": PostgresqlBackend, "sqlite": SqliteBackend}


@cache
def backend() -> Backend:
    """OpenSearch when the setting names its address, else the database's own full text."""
    if getattr(settings, "OPENSEARCH_URL", ""):
        return OpenSearchBackend.from_settings()
    try:
        return BY_VENDOR[connection.vendor]()
    except KeyError:
        raise ImproperlyConfigured(
            f"There is no search on {connection.vendor}: set OPENSEARCH_URL."
        ) from None
