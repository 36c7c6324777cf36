"""Every process is drawn where people look for it, every state has a colour, every record a process."""

import pytest
from django.utils.module_loading import import_string
from django.utils.translation import override

from pico.core.modules import registry
from pico.core.ui.templatetags.ui import MEANINGS
from pico.engines.workflow import flows, starting

from .house import ROOT

DRAWN = ROOT / "docs" / "reference" / "workflows.md"


def named() -> dict[str, str]:
    """Each process named in a manifest, with where it is written."""
    paths = [path for module in registry.installed().values() for path in module.flows]
    return {import_string(path).key: path for path in paths}


FLOWS = [flows.find(key) for key in named()]


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.key)
def test_every_state_has_a_colour(flow):
    assert set(flow.meanings) == set(flow.states)
    assert set(flow.meanings.values()) <= set(MEANINGS)


@pytest.mark.parametrize("flow", FLOWS, ids=lambda flow: flow.key)
def test_its_key_is_its_module_and_its_object(flow):
    module, _dot, kind = flow.key.partition(".")
    assert module in registry.installed()
    assert kind.isidentifier()


def test_each_is_drawn_as_it_is_today():
    """`make docs` draws them: a table that changed without its drawing is found here."""
    page = DRAWN.read_text()
    ours = [flows.find(key) for key, path in named().items() if path.startswith("pico.")]
    with override("it"):
        stale = [
            flow.key
            for flow in ours
            for table in flow.tables
            if flow.diagram(table.version) not in page or flow.table(table.version) not in page
        ]
    assert not stale, f"run make docs: {stale}"


def test_every_record_of_a_process_has_one():
    assert {model.flow_key for model in starting.records()} <= set(flows.everything())
