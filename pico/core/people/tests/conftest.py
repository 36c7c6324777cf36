"""What the tests of this room share: an empty cache (rate limits), a browser that signs in."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from pico.core.testing import cast


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture
def enter(client, people):
    """Sign in through the page: `enter("treviso.admin")` returns the answer to the form."""

    def enter(login: str, password: str = cast.PASSWORD, **extra):
        given = {"login": login, "password": password, **extra}
        return client.post(reverse("account_login"), given)

    return enter
