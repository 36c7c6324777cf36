"""A module that is off in a space does not hear what happens there."""

from pico.core.enti.models import Space
from pico.core.modules import hearing
from pico.core.modules.models import ModuleActivation

SAMPLE = "tests.sample_module.listeners.hear"


def test_a_module_hears_where_it_is_on(enti):
    treviso = Space.objects.get(slug="treviso")
    assert not hearing.is_there(SAMPLE, treviso.pk)
    ModuleActivation.objects.create(space=treviso, module="sample", is_on=True)
    assert hearing.is_there(SAMPLE, treviso.pk)
    assert not hearing.is_there(SAMPLE, Space.objects.get(slug="brescia").pk)


def test_a_room_of_the_core_always_hears(enti):
    assert hearing.is_there("pico.core.search.listeners.refresh", Space.objects.first().pk)


def test_what_happened_in_no_space_is_heard_by_all(enti):
    assert hearing.is_there(SAMPLE, None)
