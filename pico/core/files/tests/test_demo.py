"""The demonstration: real files, several levels, and nothing twice."""

from pico.core.access import scopes
from pico.core.files import demo
from pico.core.files.models import StoredFile
from pico.core.files.tests import factories as make


def test_the_samples_are_stored_once(people):
    assert demo.furnish(make.NOW) == len(demo.SAMPLES)
    assert demo.furnish(make.NOW) == 0
    assert StoredFile.objects.count() == len(demo.SAMPLES)


def test_the_samples_stand_on_several_levels(people):
    demo.furnish(make.NOW)
    levels = {scopes.level_of(file.scope) for file in StoredFile.objects.all()}
    assert len(levels) >= 6
