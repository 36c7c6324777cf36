"""Names from outside are made harmless, and stay readable."""

import pytest

from pico.core.files import names


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("verbale.pdf", "verbale.pdf"),
        ("città e perché.pdf", "città e perché.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\delibera.pdf", "delibera.pdf"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("fattura\u202efdp.exe", "fatturafdp.exe"),
        ("in\u200bvisibile.pdf", "invisibile.pdf"),
        ("CON.pdf", "CON_.pdf"),
        ("lpt1", "lpt1_"),
        ("  . .pdf", "documento.pdf"),
        ("", "documento"),
        (".htaccess", "documento.htaccess"),
        ('a<b>:"c|d?*.txt', "a_b___c_d__.txt"),
        ("nome con spazio finale .pdf ", "nome con spazio finale.pdf"),
    ],
)
def test_a_hostile_name_is_made_harmless(raw, safe):
    assert names.safe_name(raw) == safe


def test_a_very_long_name_is_cut_and_keeps_its_extension():
    safe = names.safe_name("è" * 500 + ".pdf")
    assert safe.endswith(".pdf")
    assert len(safe) <= names.LONGEST
    assert len(safe.encode()) <= 255


def test_a_title_is_read_in_the_name():
    assert names.title_from("verbale_riunione 12.2026.pdf.p7m") == "verbale riunione 12.2026"


def test_a_download_name_is_told_in_both_ways():
    told = names.disposition("città.pdf")
    assert told == "attachment; filename*=utf-8''citt%C3%A0.pdf"


def test_a_download_name_cannot_add_headers():
    assert "\n" not in names.disposition('a"\r\nSet-Cookie: x=1.pdf')


def test_the_same_name_twice_in_an_archive_is_numbered():
    taken: set[str] = set()
    found = [names.unlike(one, taken) for one in ("a.pdf", "A.pdf", "a.pdf")]
    assert found == ["a.pdf", "A (2).pdf", "a (3).pdf"]


def test_a_title_loses_what_is_not_seen():
    assert names.clean("  Verbale\u202e\n del\x00 12 ") == "Verbale del 12"
