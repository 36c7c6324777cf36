"""A lake of its own for each test, and the real files where they are on this machine."""

from pathlib import Path

import pytest
from django.conf import settings

from pico.core.testing import cast

from ..actions import after_load
from ..rules.lake import Lake
from . import world


def pytest_collection_modifyitems(config, items):
    """What reads real files is not collected where there are none: each rule has a small file too."""
    if not settings.OPEN_DATA.is_dir():
        away = [item for item in items if item.get_closest_marker("shareddata")]
        config.hook.pytest_deselected(items=away)
        items[:] = [item for item in items if item not in away]


@pytest.fixture(autouse=True)
def lake(settings, tmp_path) -> Lake:
    settings.OBSERVATORY_LAKE = tmp_path / "lake"
    return Lake(settings.OBSERVATORY_LAKE)


@pytest.fixture
def shared() -> Path:
    return settings.OPEN_DATA


@pytest.fixture
def data(lake) -> Lake:
    """The lake written by hand, in the place where the pages look for it."""
    return world.make_lake(lake.root)


@pytest.fixture
def without_marts(monkeypatch) -> None:
    """Leave the marts out of a load: for tests that speak of the clean tables alone."""
    monkeypatch.setattr(after_load.building, "publish", lambda _lake: {})


@pytest.fixture
def own_bodies(enti) -> list[dict]:
    """The bodies of the lake written by hand, under the keys that the enti of the cast have."""
    keys = {world.TREVISO: enti[cast.TREVISO].pk, world.BRESCIA: enti[cast.BRESCIA].pk}
    return [
        {**one, "ente_id": keys.get(one["ente_id"], 90_000 + one["ente_id"])}
        for one in world.BODIES
    ]
