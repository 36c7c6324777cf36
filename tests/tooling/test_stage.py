"""The stage of the journeys is furnished once, and each platform stands on a copy of its own."""

import sqlite3
import sys
from contextlib import closing

import pytest

from scripts import stage

HERE = "http://127.0.0.1:1"


def address_in(var) -> str:
    with closing(sqlite3.connect(var / "pico.sqlite3")) as kept:
        return kept.execute("SELECT url FROM search_searchentry").fetchone()[0]


@pytest.fixture
def prepared(monkeypatch):
    """Which folders were furnished; the furnishing writes one address of its own platform."""
    folders = []

    def prepare(var):
        folders.append(var)
        with closing(sqlite3.connect(var / "pico.sqlite3")) as kept, kept:
            kept.execute("CREATE TABLE search_searchentry (url TEXT)")
            kept.execute("INSERT INTO search_searchentry VALUES (?)", (f"{HERE}/novita/",))
        return HERE

    monkeypatch.setattr(stage, "_prepare", prepare)
    return folders


def test_two_platforms_stand_on_copies_of_one_stage(prepared, tmp_path):
    platforms = [
        stage.furnished(tmp_path / "stage", tmp_path / name) for name in ("first", "second")
    ]
    assert len(prepared) == 1
    assert len({platform.url for platform in platforms}) == 2
    for platform in platforms:
        assert address_in(platform.var) == f"{platform.url}/novita/"
    assert address_in(tmp_path / "stage" / "var") == f"{HERE}/novita/"


def test_a_stage_left_halfway_is_prepared_again(prepared, tmp_path):
    halfway = tmp_path / "stage" / "var"
    halfway.mkdir(parents=True)
    (halfway / "pico.sqlite3").write_text("half a database")
    assert stage.keep(tmp_path / "stage") == HERE
    assert address_in(halfway) == f"{HERE}/novita/"


def test_a_step_that_fails_says_what_it_said(monkeypatch, tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('Manca la tabella')"]
    monkeypatch.setattr(stage.Platform, "manage", lambda self, *words: command)
    with pytest.raises(stage.Unfurnished, match="Manca la tabella"):
        stage.keep(tmp_path / "stage")
    assert not (tmp_path / "stage" / "address").exists()
