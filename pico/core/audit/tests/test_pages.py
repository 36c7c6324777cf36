"""«Storia»: beside the object for who has it open, in the register for administrators."""

import csv
import json
from dataclasses import replace
from datetime import datetime
from io import StringIO

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from pico.core.access.actor import ANONYMOUS
from pico.core.audit import export, queries, trail
from pico.core.audit.models import AuditLine
from pico.core.testing import cast

NOW = timezone.now()
REGISTER = "audit:register"


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


@pytest.fixture
def write(actors, treviso):
    """Write a line as somebody of the cast."""

    def record(username, sentence, subject=treviso, **data):
        return trail.record(
            "enti.ente.changed", sentence, subject=subject, actor=actors[username], now=NOW, **data
        )

    return record


@pytest.fixture
def draw(actors):
    """Draw the component as somebody of the cast sees it."""

    def component(subject, username=None):
        request = RequestFactory().get("/")
        request.actor = actors[username] if username else ANONYMOUS
        page = Template("{% load story %}{% story subject %}")
        return page.render(Context({"request": request, "subject": subject}))

    return component


def test_the_story_of_an_object_is_told_newest_first(write, draw, treviso):
    write("treviso.admin", "Ente aggiunto.")
    write("treviso.admin", "Indirizzo cambiato.", changes={"Indirizzo": ["", "Via Cal di Breda"]})
    page = draw(treviso, "treviso.sua")
    assert page.index("Indirizzo cambiato.") < page.index("Ente aggiunto.")
    assert "Tecla Amministra-Treviso, Provincia di Treviso" in page
    assert "<del>vuoto</del>" in page
    assert "<ins>Via Cal di Breda</ins>" in page


def test_the_story_escapes_what_was_written(write, draw, treviso):
    write("treviso.admin", "Nome: <script>alert(1)</script>")
    assert "<script>" not in draw(treviso, "treviso.sua")


def test_who_did_not_sign_in_is_told_no_story(write, draw, treviso):
    write("treviso.admin", "Ente aggiunto.")
    assert "Ente aggiunto." not in draw(treviso)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "vuoto"),
        (True, "sì"),
        (1234.5, "1.234,5"),
        ("2026-11-20", "20\u00a0nov\u00a02026"),
        (["a", "b"], "a, b"),
        ("2026-nove", "2026-nove"),
    ],
    ids=str,
)
def test_values_are_told_in_words(value, words):
    assert queries.in_words(value) == words


def test_an_administrator_reads_what_was_done_for_his_ente(write, sign_in):
    write("treviso.admin", "Fatto a Treviso.")
    write("brescia.admin", "Fatto a Brescia.")
    page = sign_in("treviso.admin").get(reverse(REGISTER)).content.decode()
    assert "Fatto a Treviso." in page
    assert "Fatto a Brescia." not in page


def test_upi_reads_what_was_done_everywhere(write, sign_in):
    write("treviso.admin", "Fatto a Treviso.")
    page = sign_in("upi.admin").get(reverse(REGISTER)).content.decode()
    assert "Fatto a Treviso." in page


def test_reserved_lines_are_in_no_register(write, sign_in, draw, treviso):
    write("treviso.admin", "Contestato l'addebito.", reserved=True)
    for username in ("upi.admin", "treviso.admin"):
        page = sign_in(username).get(reverse(REGISTER)).content.decode()
        assert "Contestato" not in page
    assert "Contestato" in draw(treviso, "treviso.admin")


@pytest.mark.parametrize("username", ["treviso.sua", "comune1.rup", "nuovo.utente"])
def test_the_register_is_for_administrators(sign_in, username):
    assert sign_in(username).get(reverse(REGISTER)).status_code == 403


def test_the_line_of_another_ente_is_not_found(write, sign_in):
    line = write("brescia.admin", "Fatto a Brescia.")
    address = reverse("audit:line", args=[line.pk])
    assert sign_in("treviso.admin").get(address).status_code == 404
    assert line.hash in sign_in("upi.admin").get(address).content.decode()


def test_the_register_is_filtered_by_words_day_and_object(write, sign_in, enti):
    write("treviso.admin", "Fatto a Treviso.")
    write("treviso.admin", "Altrove.", subject=enti[cast.COMUNE_1])
    client = sign_in("treviso.admin")
    today = timezone.localdate().isoformat()
    for query, shown in (
        ({"q": "treviso"}, {"Fatto a Treviso."}),
        ({"since": today}, {"Fatto a Treviso.", "Altrove."}),
        ({"until": "2020-01-01"}, set()),
        ({"subject": f"enti.ente:{enti[cast.COMUNE_1].pk}"}, {"Altrove."}),
    ):
        page = client.get(reverse(REGISTER), query).content.decode()
        assert {said for said in ("Fatto a Treviso.", "Altrove.") if said in page} == shown


def test_the_cost_of_the_register_does_not_grow(write, sign_in, django_assert_max_num_queries):
    for number in range(30):
        write("treviso.admin", f"Riga {number}.")
    client = sign_in("treviso.admin")
    client.get(reverse(REGISTER))
    with django_assert_max_num_queries(20):
        client.get(reverse(REGISTER))


def test_a_story_is_taken_as_a_file_that_proves_itself(write, sign_in, actors, treviso):
    write("treviso.admin", "Ente aggiunto.")
    write("treviso.admin", "Indirizzo cambiato.", changes={"Indirizzo": ["", "Via Cal di Breda"]})
    token = export.token_for(treviso, actors["treviso.sua"])
    address = reverse("audit:story_file", args=[token])
    answer = sign_in("treviso.sua").get(address, {"formato": "json"})
    rows = json.loads(answer.content)["righe"]
    previous = trail.FIRST
    for row in rows:
        assert row["previous_hash"] == previous
        line = AuditLine(**{**row, "at": datetime.fromisoformat(row["at"])})
        assert trail.digest(line) == row["hash"]
        previous = row["hash"]
    assert [row["position"] for row in rows] == [1, 2]


def test_a_story_is_taken_as_a_table(write, sign_in, actors, treviso):
    write("treviso.admin", "=1+1")
    address = reverse("audit:story_file", args=[export.token_for(treviso, actors["treviso.sua"])])
    text = sign_in("treviso.sua").get(address, {"formato": "csv"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text), delimiter=";")
    assert row["sentence"] == "'=1+1"
    assert len(row["hash"]) == 64


def test_the_file_is_for_who_had_the_object_open(write, sign_in, actors, treviso):
    write("treviso.admin", "Ente aggiunto.")
    token = export.token_for(treviso, actors["treviso.sua"])
    for address in (reverse("audit:story_file", args=[word]) for word in (token, "falso")):
        assert sign_in("brescia.admin").get(address).status_code == 404


def test_who_was_removed_does_not_take_the_story_with_a_word_of_before(actors, treviso):
    word = export.token_for(treviso, actors["treviso.sua"])
    assert export.lines_for(word, actors["treviso.sua"]) is not None
    assert export.lines_for(word, replace(actors["treviso.sua"], membership_id=None)) is None


def test_no_cell_of_a_story_is_a_formula(actors, treviso):
    dressed = replace(actors["treviso.admin"], person_name='=HYPERLINK("http://x")')
    trail.record("enti.ente.changed", "Fatto.", subject=treviso, actor=dressed, now=NOW)
    rows = AuditLine.objects.filter(subject_id=str(treviso.pk))
    told = export.as_file(rows, "csv", name="storia", now=NOW).content.decode()
    assert "'=HYPERLINK" in told
