"""What the tests of this room share: an empty cache (rate limits), a browser that signs in."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from pico.core.people import context
from pico.core.testing import cast
from pico.core.ui.shell import Shell


@pytest.fixture(autouse=True)
def no_limits_left_over():
    cache.clear()


@pytest.fixture(autouse=True)
def header_only(monkeypatch):
    """Draw the header this room describes, without the menus of the rooms above."""
    monkeypatch.setattr(
        "pico.portal.context.build_shell",
        lambda request: Shell(here=request.path, **context.header(request)),
    )


@pytest.fixture
def enter(client, people):
    """Sign in through the page: `enter("treviso.admin")` returns the answer to the form."""

    def enter(login: str, password: str = cast.PASSWORD, **extra):
        given = {"login": login, "password": password, **extra}
        return client.post(reverse("account_login"), given)

    return enter
