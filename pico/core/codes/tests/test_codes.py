"""Code lists: loaded from what ANAC publishes, found by digits and by words, never forgotten."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.codes import queries
from pico.core.codes.actions import load_codes
from pico.core.codes.models import Code
from pico.core.codes.reading import Row, read
from pico.core.codes.terms import CodeList
from pico.core.foundation.errors import Refusal

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
TODAY = date(2026, 11, 20)
ROWS = [
    Row("45000000", "Lavori di costruzione"),
    Row("45233140", "Lavori stradali"),
    Row("45233141", "Lavori di manutenzione stradale"),
    Row("55524000", "Servizi di ristorazione scolastica"),
]


def load(rows, now=NOW):
    return load_codes(code_list=CodeList.CPV, rows=rows, actor=SYSTEM, now=now)


def found(text):
    return [one.code for one in queries.suggest(CodeList.CPV, text, TODAY)]


def test_a_list_is_loaded_once_and_the_same_file_changes_nothing():
    assert load(ROWS).added == 4
    before = list(Code.objects.values_list("pk", "code", "valid_to"))
    again = load(ROWS)
    assert (again.rows, again.added, again.ended) == (4, 0, 0)
    assert list(Code.objects.values_list("pk", "code", "valid_to")) == before
    assert AuditLine.objects.filter(event="codes.list.loaded").count() == 2


def test_what_the_list_no_longer_has_stays_and_is_offered_no_more():
    load(ROWS)
    assert load(ROWS[:3]).ended == 1
    assert queries.named(CodeList.CPV, "55524000").valid_to == TODAY
    assert found("ristorazione") == []


def test_a_file_with_less_than_half_is_refused_and_nothing_changes():
    load(ROWS)
    with pytest.raises(Refusal) as refused:
        load(ROWS[:1])
    assert refused.value.code == "too_few"
    assert not Code.objects.exclude(valid_to=None).exists()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("45", ["45000000", "45233140", "45233141"]),
        ("45233140", ["45233140"]),
        ("lavori strad", ["45233140", "45233141"]),
        ("Manutenzione", ["45233141"]),
        ("x", []),
        ("", []),
    ],
)
def test_codes_are_found_by_digits_and_by_words(text, codes):
    load(ROWS)
    assert found(text) == codes


def test_the_picker_asks_without_signing_in(client, enti):
    load(ROWS)
    answer = client.get("/codici/CPV/?q=stradali").json()
    assert answer == [{"id": "45233140", "label": "45233140 – Lavori stradali", "detail": ""}]
    assert client.get("/codici/ALTRO/?q=st").status_code == 404


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"non un elenco", "not_a_list"),
        (b"{}", "not_a_list"),
        (b'[{"codice": "1"}]', "wrong_entry"),
        (b'[{"codice": "1", "descrizione": {"it": "x"}, "dataFine": "ieri"}]', "wrong_entry"),
    ],
)
def test_another_file_is_refused_with_the_place(content, code):
    with pytest.raises(Refusal) as refused:
        read(content)
    assert refused.value.code == code
    if code == "wrong_entry":
        assert "n. 1" in refused.value.message


def test_the_command_loads_what_anac_publishes(tmp_path, capsys):
    file = tmp_path / "CPV.json"
    file.write_text(
        json.dumps(
            [
                {
                    "codice": "98514000", "descrizione": {"it": "Servizi domestici", "en": "…"},
                    "dataInizio": None, "dataFine": None,
                },
                {
                    "codice": "03111000", "descrizione": {"it": "Semi"},
                    "dataInizio": "2008-09-15T00:00:00", "dataFine": None,
                },
            ]
        )
    )  # fmt: skip
    call_command("load_codes", "CPV", str(file))
    assert "2 codici: 2 nuovi" in capsys.readouterr().out
    assert queries.named(CodeList.CPV, "03111000").valid_from == date(2008, 9, 15)
    file.write_text("[]")
    with pytest.raises(CommandError):
        call_command("load_codes", "CPV", str(file))
    assert Code.objects.count() == 2
