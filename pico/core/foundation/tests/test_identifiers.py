"""Identifiers: every example of the domain, and what holds for all codes."""

import string

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation import identifiers as ids

DIGITS = st.text(string.digits, min_size=10, max_size=10).filter(lambda t: t.strip("0"))


@pytest.mark.parametrize(
    "code", ["80008870265", "01138380264", "80001130527", "00166340521", "00447820044"]
)
def test_codes_of_enti_pass(code):
    assert ids.check_ente_fiscal_code(code) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("80008870266", "check"),
        ("00000000000", "zeros"),
        ("8000887026", "form"),
        ("8000887026A", "form"),
    ],
)
def test_wrong_codes_of_enti_are_refused(text, reason):
    with pytest.raises(ValidationError) as refused:
        ids.check_ente_fiscal_code(text)
    assert refused.value.code == reason


def test_vat_number_loses_country_and_blanks():
    assert ids.check_vat_number(" IT 01138380264 ") == "01138380264"


@given(DIGITS)
def test_one_wrong_digit_is_always_noticed(ten):
    code = ten + ids.eleventh_digit(ten)
    assert ids.check_eleven_digits(code) == code
    wrong = str((int(code[3]) + 1) % 10)
    with pytest.raises(ValidationError):
        ids.check_eleven_digits(code[:3] + wrong + code[4:])


@pytest.mark.parametrize(
    "code",
    ["RSSMRA85T10A562S", "MRTMTT91D08F205J", "RSSMRA80A01H501U", "RSSMRA80A01H50MM"],
)
def test_fiscal_codes_of_persons_pass(code):
    assert ids.check_person_fiscal_code(code.lower()) == code


def test_provisional_code_of_a_person_passes():
    assert ids.check_person_fiscal_code("80008870265") == "80008870265"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("RSSMRA80A01H501X", "check"),
        ("RSSMRA80A01H501", "length"),
        ("RSSMRA80Z01H501U", "form"),
        ("", "length"),
    ],
)
def test_wrong_fiscal_codes_of_persons_are_refused(text, reason):
    with pytest.raises(ValidationError) as refused:
        ids.check_person_fiscal_code(text)
    assert refused.value.code == reason


def test_omocode_and_original_are_one_person():
    assert ids.without_omocodia("RSSMRA80A01H50MM") == "RSSMRA80A01H501U"


@given(st.sets(st.sampled_from(ids.DIGIT_PLACES)))
def test_every_omocode_passes_and_comes_back(places):
    original = "RSSMRA80A01H501U"
    letters = [
        "LMNPQRSTUV"[int(char)] if index in places else char
        for index, char in enumerate(original[:15])
    ]
    code = "".join(letters)
    code += ids.person_check_letter(code)
    assert ids.check_person_fiscal_code(code) == code
    assert ids.without_omocodia(code) == original


def test_spid_prefix_is_taken_away():
    assert ids.strip_tinit("TINIT-RSSMRA80A01H501U") == "RSSMRA80A01H501U"


@pytest.mark.parametrize(
    "code", ["9642637BC5", "8965966534", "B1A47D9081", "A02CFF83E5", "Z213785CC7"]
)
def test_cig_of_every_format_pass(code):
    assert ids.check_cig(code.lower()) == code


@pytest.mark.parametrize("text", ["9642637BC6", "B1A47D9082", "Z223785CC7", "0000000000", "123"])
def test_wrong_cig_are_refused(text):
    with pytest.raises(ValidationError):
        ids.check_cig(text)


@given(st.integers(1, 9_999_999))
def test_every_old_cig_with_its_check_passes(number):
    code = f"{number:07d}{number * 211 % 4091:03X}"
    assert ids.check_cig(code) == code


def test_cup_placeholder_is_empty():
    assert ids.check_cup("000000000000000") == ""


def test_cup_keeps_its_form():
    assert ids.check_cup("c11g06000000001") == "C11G06000000001"
    with pytest.raises(ValidationError):
        ids.check_cup("C11G0600000000")


def test_cpv_keeps_the_digit_it_was_given():
    """The rule said to compute it fails on real codes such as 09134100-8."""
    assert ids.check_cpv("09134100-8") == "09134100-8"
    assert ids.check_cpv("45233140") == "45233140"
    with pytest.raises(ValidationError):
        ids.check_cpv("4523314")


def test_ipa_code_is_shown_as_given_and_compared_without_capitals():
    assert ids.check_ipa_code(" p_TV ") == "p_TV"
    assert ids.same_ipa_code("p_TV", "p_tv")
    with pytest.raises(ValidationError):
        ids.check_ipa_code("provincia di treviso")


def test_zeros_that_a_spreadsheet_ate_come_back():
    assert ids.check_istat_comune("1001") == "001001"
    assert ids.check_istat_province("26") == "026"
    with pytest.raises(ValidationError):
        ids.check_istat_comune("NA")


def test_belfiore_ausa_cui_and_iban():
    assert ids.check_belfiore("h501") == "H501"
    assert ids.check_ausa("216111") == "0000216111"
    assert ids.check_cui("S13226890153202300009") == "S13226890153202300009"
    assert ids.check_iban("IT60 X054 2811 1010 0000 0123 456").startswith("IT60X")
    with pytest.raises(ValidationError):
        ids.check_iban("IT61X0542811101000000123456")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("b1a47d9081", [("cig", "B1A47D9081")]),
        ("C11G06000000001", [("cup", "C11G06000000001")]),
        ("80008870265", [("fiscal_code", "80008870265")]),
        ("RSSMRA80A01H501U", [("person_fiscal_code", "RSSMRA80A01H501U")]),
        ("p_tv", [("ipa", "p_tv")]),
        ("WBMNADVC", [("ipa", "WBMNADVC")]),
        ("026012", [("istat", "026012")]),
        ("C111", [("belfiore", "C111")]),
        ("45233140-2", [("cpv", "45233140-2")]),
        ("treviso", []),
        ("", []),
    ],
)
def test_queries_are_recognised(text, found):
    assert ids.recognise(text) == found


@given(st.text(max_size=40))
def test_no_text_breaks_recognition(text):
    for _kind, code in ids.recognise(text):
        assert code
