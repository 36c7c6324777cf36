"""The sites of the cast."""

import pytest

from pico.portal.pages.tests.factories import Sites


@pytest.fixture
def sites(people):
    """The sites by the slug of their space; UPI's is «upi»."""
    return Sites()
