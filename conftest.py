"""Fixtures for every test: the small registry and the cast."""

import gc

import pytest
from django.conf import settings
from django.core.cache import caches
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from pico.core.generations import hand
from pico.core.testing import factories
from scripts.catalogues import compile_all

# How long an example takes is the machine's affair, not a fault of what is tested.
hypothesis_settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")

pytest_plugins = ["tests.guards", "tests.database", "pytester"]


def pytest_configure(config):
    """Pages speak English too: their catalogues are compiled as set-up does."""
    if not hasattr(config, "workerinput"):
        compile_all()


def pytest_collection_finish(session):
    """What was imported and collected stays until the end: no need to look through it for rubbish."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def pytest_collection_modifyitems(config, items):
    """What speaks of the other database, or on PostgreSQL of none, is not collected.

    It is not a skipped test: what asks no database runs on SQLite, and cannot differ.
    """
    on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
    other = "sqlite" if on_postgresql else "postgres"
    elsewhere = [
        item
        for item in items
        if item.get_closest_marker(other) or (on_postgresql and not _asks_a_database(item))
    ]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def _asks_a_database(item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    named = {"db", "transactional_db", "django_db_setup", "live_server", "platform"}
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    return marked or not named.isdisjoint(fixtures)


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    """Stored files of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def enti(db):
    """The enti of the cast, by their key."""
    return factories.make_house()


@pytest.fixture
def people(enti):
    """The persons of the cast, by user name."""
    return factories.make_cast(enti)


@pytest.fixture
def actors(people):
    """The Actor of each person of the cast, by user name."""
    return factories.actors_of(people)


@pytest.fixture
def sign_in(client, people):
    """Sign a person of the cast in: `sign_in("treviso.admin").get("/")`."""

    def sign(username: str):
        client.force_login(
            people[username],
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return sign


@pytest.fixture
def kept(settings):
    """Keep pages, and what stands still, in memory for the time of a test."""
    settings.KEEPS_IN_MEMORY = True
    hand.forget()
    settings.CACHES = {
        **settings.CACHES,
        "pages": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "pages of tests",
        },
    }
    caches["pages"].clear()
    yield caches["pages"]
    caches["pages"].clear()
    hand.forget()
