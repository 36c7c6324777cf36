"""This room stands at the bottom: its tests run without the rooms that lie above."""

import copy

import pytest

ABOVE = ("pico.core.enti", "pico.core.people", "pico.core.modules", "pico.portal")


@pytest.fixture(autouse=True)
def alone(settings):
    """Leave out the middleware and the shell that come from above."""
    settings.ROOT_URLCONF = "pico.core.ui.tests.urls"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith(ABOVE)]
    templates = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [
        name for name in options["context_processors"] if not name.startswith(ABOVE)
    ]
    settings.TEMPLATES = templates
