"""The door of open data: a description is complete or is not made; a space gets what is offered there."""

import pytest

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.modules.manifest import Module
from pico.core.modules.open_data import (
    Frequency,
    OpenColumn,
    OpenDataset,
    OpenLicence,
    Theme,
    datasets_of,
    licence_at,
    words_of,
)

SAID = {
    "slug": "prove", "title": "Prove", "description": "Righe di prova.", "themes": (Theme.GOVE,),
    "frequency": Frequency.ANNUAL, "keywords": ("prova",), "columns": (OpenColumn("a", "Una riga"),),
    "rows": lambda space: [],
}  # fmt: skip
LOCAL = OpenDataset(**SAID)
NATIONAL = OpenDataset(**{**SAID, "slug": "tutte"}, offered_in=SpaceKind.NATIONAL)
HERE = "pico.core.modules.tests.test_open_data"
MODULE = Module(
    key="prove", label="Prove", layer="vertical", open_data=(f"{HERE}.LOCAL", f"{HERE}.NATIONAL")
)


@pytest.mark.parametrize("name", ["slug", "title", "description", "themes", "keywords", "columns"])
def test_a_description_without_a_mandatory_word_cannot_be_made(name):
    with pytest.raises(ValueError, match=name):
        OpenDataset(**{**SAID, name: type(SAID[name])()})


@pytest.mark.parametrize(
    "wrong",
    [
        {"slug": "Prove nostre"}, {"day": "giorno"}, {"columns": (OpenColumn("a b", "Due parole"),)},
        {"columns": (OpenColumn('a"', "Virgolette"),)}, {"columns": (OpenColumn("a", "Una"),) * 2},
    ],
)  # fmt: skip
def test_names_that_no_file_or_statement_can_bear_are_refused(wrong):
    with pytest.raises(ValueError, match="dataset"):
        OpenDataset(**{**SAID, **wrong})


def test_each_kind_of_space_has_its_own():
    assert datasets_of(MODULE, Space(kind=SpaceKind.PROVINCIAL)) == [LOCAL]
    assert datasets_of(MODULE, Space(kind=SpaceKind.NATIONAL)) == [NATIONAL]
    assert datasets_of(MODULE, Space(kind=SpaceKind.REGIONAL)) == []


def test_a_licence_is_known_by_its_own_address_and_by_that_of_the_vocabulary():
    for address in ("https://creativecommons.org/licenses/by-sa/4.0/", OpenLicence.CC_BY_SA.uri):
        assert licence_at(address) == OpenLicence.CC_BY_SA
    assert licence_at("https://example.org/nostra") is None
    assert licence_at("") is None


def test_a_licence_may_be_what_a_space_chose():
    space = Space(kind=SpaceKind.PROVINCIAL)
    chosen = OpenDataset(**SAID, licence=lambda _space: OpenLicence.CC0)
    assert (LOCAL.licence_in(space), chosen.licence_in(space)) == (
        OpenLicence.CC_BY, OpenLicence.CC0,
    )  # fmt: skip


def test_words_have_their_address_in_the_public_vocabularies():
    assert Theme.GOVE.uri == "http://publications.europa.eu/resource/authority/data-theme/GOVE"
    assert Frequency.DAILY.uri.endswith("/authority/frequency/DAILY")
    assert OpenLicence.CC_BY.uri.endswith("/licences/A21_CCBY40")


def test_html_is_told_in_plain_words_on_one_line():
    assert words_of(
        "<h2>Come</h2><p>Uno&nbsp;&amp; due<br>tre</p>\n<ul><li>a</li><li>b</li></ul>"
    ) == ("Come Uno & due tre a b")
    assert words_of("") == ""
