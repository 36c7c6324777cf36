"""Identifiers: the object that has the code comes first, then those that mention it."""

import pytest

CIG, CUP = "9642637BC5", "C11G06000000001"


@pytest.mark.parametrize(
    "text", [CIG, CIG.lower(), f"CIG {CIG}", f"cig: {CIG}", f"codice CIG {CIG}"]
)
def test_a_cig_finds_its_object_first(put, find, text):
    put(f"Verbale del CIG {CIG}, CIG {CIG}", f"CIG {CIG} " * 20)
    put("Gara per le mense", codes=(CIG,))
    put("Altra gara", codes=("B1A47D9081",))
    assert find(text) == ["Gara per le mense", f"Verbale del CIG {CIG}, CIG {CIG}"]


def test_a_cup_with_a_word_finds_both(put, find):
    put("Palestra di Conegliano", codes=(CUP,))
    put("Palestra di Treviso")
    assert find(f"palestra {CUP}") == ["Palestra di Conegliano"]


@pytest.mark.parametrize("text", ["p_TV", "P_tv", "ipa p_tv"])
def test_an_ipa_code_is_compared_without_capitals(put, find, text):
    put("Provincia di Treviso", codes=("p_TV",))
    put("Provincia di Terni", codes=("p_tr",))
    assert find(text) == ["Provincia di Treviso"]


def test_a_fiscal_code_finds_the_ente(put, find):
    put("Provincia di Treviso", codes=("80008870265",))
    assert find("codice fiscale 80008870265") == ["Provincia di Treviso"]


def test_a_quoted_code_is_a_phrase(put, find):
    put("Elenco", f"lotto {CIG}")
    assert find(f'"lotto {CIG}"') == ["Elenco"]


def test_what_only_looks_like_a_code_is_a_word(put, find):
    put("Delibera B101 e accademia", "")
    assert find("B101") == ["Delibera B101 e accademia"]
