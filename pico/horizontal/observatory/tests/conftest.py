"""Stages of these tests: the lake written by hand, as the one of the platform."""

import pytest

from . import world


@pytest.fixture
def data(tmp_path, settings):
    """The lake of `world`, in the place where the pages look for it."""
    settings.OBSERVATORY_LAKE = tmp_path / "lake"
    return world.make_lake(settings.OBSERVATORY_LAKE)
