"""Make the rooms of a new module: `make module name=patrimony layer=vertical`."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.places import ROOT
from scripts.say import give_up, say

NAME = re.compile(r"^[a-z][a-z_]{1,30}$")
LAYERS = ("horizontal", "vertical")

ROOMS = {
    "__init__.py": "",
    "apps.py": """from django.apps import AppConfig

from .module import MODULE


class {Class}Config(AppConfig):
    name = "pico.{layer}.{name}"
    label = "{name}"
    manifest = MODULE
""",
    "module.py": '''"""What this module says of itself."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

MODULE = Module(
    key="{name}",
    label=_("{Class}"),
    layer="{layer}",
    path="{path}",
    urls="pico.{layer}.{name}.urls",
    permissions="pico.{layer}.{name}.permissions.POLICY",
    menu=(MenuEntry(_("{Class}"), "{name}:home"),),
)
''',
    "terms.py": '''"""The words of this module: states, kinds, limits."""
''',
    "models.py": '''"""The nouns of this module."""
''',
    "permissions.py": '''"""Who may do what here: permission names, and the facts that grant them."""

from pico.core.access.policy import Policy

POLICY: Policy = {{}}
''',
    "queries.py": '''"""Every list and look-up, already limited to what the actor may see."""
''',
    "actions.py": '''"""Every change: one verb, keyword-only, one transaction, one audit line."""
''',
    "views.py": '''"""Pages of this module."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def home(request):
    return render(request, "{name}/home.html", {{"page_title": _("{Class}")}})
''',
    "urls.py": '''"""Addresses of this module."""

from django.urls import path

from . import views

app_name = "{name}"

urlpatterns = [path("", views.home, name="home")]
''',
    "templates/{name}/home.html": """{{% extends "ui/page.html" %}}
""",
    "migrations/__init__.py": "",
    "tests/__init__.py": "",
    "tests/test_module.py": '''"""The module is described and answers at its address."""

from django.urls import reverse

from pico.core.modules import registry


def test_the_module_is_installed():
    assert registry.installed()["{name}"].layer == "{layer}"


def test_its_home_has_an_address():
    assert reverse("{name}:home").endswith("/{path}/")
''',
    "README.md": """# {Class}

Purpose: …

Words: see `terms.py`. Door (`public.py`): none yet. Announces: nothing yet.
""",
}


def make(name: str, layer: str, pico: Path = ROOT / "pico") -> Path:
    """Write the rooms; refuses a bad name, an unknown floor, a module that is already there."""
    if layer not in LAYERS:
        raise give_up(f"layer deve essere {' o '.join(LAYERS)}: make module name=… layer=…")
    if not NAME.match(name):
        raise give_up("name: minuscole e sottolineature, come patrimony")
    folder = pico / layer / name
    if folder.exists():
        raise give_up(f"{folder} c'è già.")
    words = {"name": name, "layer": layer, "path": name.replace("_", "-")}
    words["Class"] = "".join(part.title() for part in name.split("_"))
    for room, text in ROOMS.items():
        place = folder / room.format(**words)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.format(**words))
    return folder


if __name__ == "__main__":
    given, floor = (*sys.argv[1:], "", "")[:2]
    made = make(given, floor)
    say(f"{made.relative_to(ROOT)} è pronto.", "green")
    say(f'Aggiungi "pico.{floor}.{given}" a config/modules.py, poi segui CONTRIBUTING.md.')
