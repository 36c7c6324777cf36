"""Keys of the enti of the cast, and a client that sends them."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from pico.core.api import actions
from pico.core.api.terms import Grant


@pytest.fixture(autouse=True)
def no_rate(settings):
    """The rate is counted from zero and is out of the way; its own test narrows it."""
    cache.clear()
    settings.API_RATES = {"token": 10_000, "person": 10_000, "address": 10_000}


@pytest.fixture
def make_key(actors):
    """Make a key: `make_key("treviso.admin")` returns it with its secret."""

    def make(who="treviso.admin", grants=tuple(Grant.values), days=30):
        now = timezone.now()
        return actions.create_token(
            name="Sito",
            grants=list(grants),
            expires_at=now + timedelta(days=days),
            actor=actors[who],
            now=now,
        )

    return make


@pytest.fixture
def get(client):
    """Read an address of the API: `get("enti", key=secret, search="treviso")`."""

    def get(path, key=None, headers=None, **query):
        headers = {**(headers or {}), **({"Authorization": f"Bearer {key}"} if key else {})}
        return client.get(f"/api/v1/{path}", query, headers=headers)

    return get
