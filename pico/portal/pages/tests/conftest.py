"""A site to write on."""

import pytest

from . import factories


@pytest.fixture
def treviso(people):
    return factories.site_of("treviso")


@pytest.fixture
def brescia(people):
    return factories.site_of("brescia")
