"""The SUA is on at Treviso and at Brescia, off elsewhere."""

import pytest
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.testing import factories as house
from pico.vertical.sua.demo.spaces import switch_on


@pytest.fixture
def enti(db):
    """The enti of the cast, by their key, with the SUA switched on."""
    made = house.make_house()
    switch_on(actor=SYSTEM, now=timezone.now())
    return made
