"""What identifies persons is found, shown and replaced as somebody decides."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..queries.redaction import find, marked, redact
from ..terms import Found

LETTER = """Buongiorno, sono il geom. Rossi del Comune di Conegliano (tel. 0438 413111, cell. 347 1234567).
Il CF di Maria Bianchi è BNCMRA80A41C957K e l'IBAN IT60X0542811101000000123456.
La gara con CIG B1A47D9081 è ferma: scrivete a rossi@comune.conegliano.tv.it o a De Luca Paolo.
Cordiali saluti,
Ruggero Responsabile-Uno"""


def kinds(text, people=()):
    return {(one.kind, one.text) for one in find(text, people)}


def test_what_tells_who_somebody_is_is_found():
    assert kinds(LETTER) == {
        (Found.NAME, "Rossi"),
        (Found.PHONE, "0438 413111"),
        (Found.PHONE, "347 1234567"),
        (Found.NAME, "Maria Bianchi"),
        (Found.FISCAL_CODE, "BNCMRA80A41C957K"),
        (Found.IBAN, "IT60X0542811101000000123456"),
        (Found.CIG, "B1A47D9081"),
        (Found.EMAIL, "rossi@comune.conegliano.tv.it"),
        (Found.NAME, "De Luca Paolo"),
        (Found.NAME, "Ruggero Responsabile-Uno"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "La Provincia di Treviso risponde entro 10 giorni lavorativi.",
        "Il contratto vale 1.234.567,89 euro dal 01/03/2026 al 31/12/2026.",
        "Apri «Le mie richieste» e premi «Segna come risolta» dopo le 10:30.",
        "Art. 62 del D.Lgs. 36/2023, determina n. 1234/2026.",
    ],
)
def test_what_names_nobody_is_left_alone(text):
    assert find(text) == []


def test_who_takes_part_is_found_wherever_he_is_named():
    text = "Come diceva Appalta, la signora susanna appalta-treviso lo sa."
    assert kinds(text, ["Susanna Appalta-Treviso"]) >= {(Found.NAME, "susanna appalta-treviso")}


def test_each_replacement_can_be_undone_and_a_cig_stays_by_itself():
    findings = find("Maria Bianchi, CIG B1A47D9081")
    by_itself = [n for n, one in enumerate(findings) if not one.is_replaced]
    assert redact("Maria Bianchi, CIG B1A47D9081", findings, by_itself) == "[nome], CIG B1A47D9081"
    assert redact("Maria Bianchi, CIG B1A47D9081", findings) == "[nome], CIG [CIG]"
    assert redact("Maria Bianchi, CIG B1A47D9081", findings, [0, 1]).startswith("Maria")


def test_what_is_shown_is_harmless():
    text = "<b>Maria Bianchi</b>"
    assert marked(text, find(text)) == "&lt;b&gt;<mark>Maria Bianchi</mark>&lt;/b&gt;"


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=20), max_size=3))
def test_findings_never_overlap_and_keeping_all_changes_nothing(text, people):
    findings = find(text, people)
    assert all(one.end <= two.start for one, two in pairwise(findings))
    assert all(text[one.start : one.end] == one.text for one in findings)
    assert redact(text, findings, range(len(findings))) == text
