"""Fixtures for every test: the small registry and the cast."""

import pytest

from pico.core.testing import factories


@pytest.fixture
def enti(db):
    """The enti of the cast, by IPA code."""
    return factories.make_house()


@pytest.fixture
def people(enti):
    """The persons of the cast, by user name."""
    return factories.make_cast(enti)


@pytest.fixture
def actors(people):
    """The Actor of each person of the cast, by user name."""
    return {name: factories.actor_of(person) for name, person in people.items()}


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
