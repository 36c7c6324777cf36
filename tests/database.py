"""The test database on SQLite: migrated once for each state of the migrations, then copied in memory."""

import fcntl
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.test.utils import setup_databases, teardown_databases

from scripts.places import ROOT
from scripts.stamps import fingerprint

SOURCES = (*ROOT.glob("pico/**/migrations/*.py"), *ROOT.glob("tests/**/migrations/*.py"))
LOCK = ROOT / "requirements-dev.txt"


@pytest.fixture(scope="session")
def django_db_setup(
    request, django_test_environment, django_db_blocker, django_db_modify_db_settings
) -> Iterator[None]:
    """As pytest-django's, but the many migrations of the libraries run only when one has changed."""
    connection = connections["default"]
    ready = _ready_file() if connection.vendor == "sqlite" else None
    with django_db_blocker.unblock():
        made = _set_up(ready, connection)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


def _set_up(ready: Path | None, connection: DatabaseWrapper) -> list:
    """Copy the database that is ready, or make it: the first worker does, the others wait for it."""
    if ready is None:
        return setup_databases(verbosity=0, interactive=False)
    ready.parent.mkdir(exist_ok=True)
    with ready.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if ready.exists():
            _copy(ready, connection)
            return []
        made = setup_databases(verbosity=0, interactive=False)
        _keep(connection, ready)
        return made


def _ready_file() -> Path:
    apps = ",".join(settings.INSTALLED_APPS)
    print_of_all = fingerprint([*SOURCES, LOCK], sys.version, apps)
    return Path(tempfile.gettempdir()) / f"pico-tests-{os.getuid()}" / f"{print_of_all}.sqlite3"


def _copy(ready: Path, connection: DatabaseWrapper) -> None:
    name = connection.creation._get_test_db_name()
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    kept = sqlite3.connect(ready)
    kept.backup(connection.connection)
    kept.close()


def _keep(connection: DatabaseWrapper, ready: Path) -> None:
    """Written beside and renamed: who is stopped halfway leaves no half a file."""
    half = ready.with_suffix(f".{os.getpid()}")
    kept = sqlite3.connect(half)
    connection.ensure_connection()
    connection.connection.backup(kept)
    kept.close()
    half.replace(ready)
