"""`make module` writes a module that keeps the house rules."""

import ast

import pytest

from scripts import module


def test_writes_every_room_as_valid_code(tmp_path):
    folder = module.make("patrimony", "vertical", pico=tmp_path)
    for path in folder.rglob("*.py"):
        ast.parse(path.read_text())
    assert {p.name for p in folder.iterdir()} >= {
        "apps.py",
        "module.py",
        "actions.py",
        "queries.py",
    }
    assert 'key="patrimony"' in (folder / "module.py").read_text()


@pytest.mark.parametrize(
    ("name", "layer"), [("Patrimonio", "vertical"), ("", "vertical"), ("patrimony", "core")]
)
def test_refuses_a_bad_name_or_floor_and_writes_nothing(tmp_path, name, layer):
    with pytest.raises(SystemExit):
        module.make(name, layer, pico=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_never_writes_over_a_module(tmp_path):
    folder = module.make("patrimony", "vertical", pico=tmp_path)
    (folder / "actions.py").write_text("mine = 1\n")
    with pytest.raises(SystemExit):
        module.make("patrimony", "vertical", pico=tmp_path)
    assert (folder / "actions.py").read_text() == "mine = 1\n"
