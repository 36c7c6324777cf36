"""Whatever modules are installed, no two of their open datasets want the same address in a space."""

import pytest

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.modules import registry
from pico.core.modules.open_data import datasets_of
from pico.horizontal.observatory.rules.open_data.every import DATASETS


@pytest.mark.parametrize("kind", SpaceKind.values)
def test_addresses_are_of_one_dataset_each(kind):
    own = [one.slug for one in DATASETS] if kind == SpaceKind.NATIONAL else []
    modules = registry.installed().values()
    offered = [one.slug for module in modules for one in datasets_of(module, Space(kind=kind))]
    assert len({*own, *offered}) == len(own) + len(offered)
