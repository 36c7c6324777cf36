"""The SUA is on at Treviso and at Brescia, off elsewhere."""

import pytest

from pico.core.testing import factories as house
from pico.vertical.sua.demo.spaces import PROVINCES


@pytest.fixture
def enti(db):
    """The enti of the cast, by their key, with the SUA switched on."""
    made = house.make_house()
    house.switch_on("sua", *PROVINCES)
    return made
