"""Every module can be taken away, names what it uses, and its dotted paths lead somewhere."""

import ast
import os
import subprocess
import sys

import pytest
from django.urls import reverse
from django.utils.module_loading import import_string

from config.modules import MODULES
from pico.core.access import policy
from pico.core.modules import registry

from .house import PICO, ROOT

PLATFORM = [m for m in registry.installed().values() if m.layer in {"horizontal", "vertical"}]


def doors_used(module) -> set[str]:
    """The other modules whose door (public.py) this one enters."""
    used = set()
    for path in (PICO / module.layer / module.key).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            match (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else ():
                case ["pico", "horizontal" | "vertical", other, *_] if other != module.key:
                    used.add(other)
    return used


def dotted(module):
    yield from (module.permissions, module.settings, module.demo, module.knows)
    yield from (*module.cards, *module.search, *module.shared, *module.periodic, *module.flows)
    yield from module.open_data
    yield from (one.view for one in module.dashboards)
    yield from module.listens.values()


@pytest.mark.parametrize("module", PLATFORM, ids=lambda m: m.key)
def test_names_the_modules_it_uses(module):
    assert doors_used(module) <= set(module.requires)


@pytest.mark.parametrize("module", registry.installed().values(), ids=lambda m: m.key)
def test_the_paths_of_its_manifest_lead_somewhere(module):
    for path in filter(None, dotted(module)):
        import_string(path)


@pytest.mark.parametrize(
    "one", [one for m in registry.installed().values() for one in m.dashboards], ids=lambda d: d.key
)
def test_a_dashboard_has_a_page_and_a_permission(one):
    assert one.permission in policy.everything()
    assert not one.url or reverse(one.url)


@pytest.mark.parametrize("missing", MODULES)
def test_the_platform_starts_without(missing):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.architecture.settings_minus_one",
        "WITHOUT": missing,
    }
    run = subprocess.run(
        [sys.executable, "-m", "django", "check"],
        cwd=ROOT,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0 or "which is not installed" in run.stderr, run.stderr
