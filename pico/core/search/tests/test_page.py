"""The page of results and the suggestions, as a reader meets them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from pico.core.search import language
from pico.core.search.snippets import highlight, snippet
from pico.core.testing import cast

from .conftest import NOW


def test_the_words_are_marked_and_the_rest_is_escaped(put, client):
    put("<b>Gare</b> & <script>alert(1)</script>", "La <i>gara</i> è aperta.")
    page = client.get("/cerca/", {"q": "gara"}).content.decode()
    assert "&lt;b&gt;<mark>Gare</mark>&lt;/b&gt; &amp; &lt;script&gt;" in page
    assert "La &lt;i&gt;<mark>gara</mark>&lt;/i&gt; è aperta." in page


def test_what_was_typed_is_escaped(enti, client):
    page = client.get("/cerca/", {"q": '"><script>alert(1)</script>'}).content.decode()
    assert "<script>alert(1)" not in page


def test_a_snippet_shows_the_text_around_the_word():
    text = "parola " * 100 + "la perequazione fiscale " + "altro " * 100
    shown = snippet(text, frozenset(["perequazioni"]))
    assert "<mark>perequazione</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 320


def test_a_mark_stands_on_the_right_letters():
    assert highlight("Ⅷ – Città «d'arte»", frozenset(["citta", "arte"])) == (
        "Ⅷ – <mark>Città</mark> «d&#x27;<mark>arte</mark>»"
    )


def test_a_word_that_only_starts_alike_is_not_marked():
    assert "<mark>" not in highlight("Garage", frozenset(["gara"]))


@pytest.mark.parametrize("text", ["ﬁne Straße İstanbul Ǆ ½", "a\u0300b"])
def test_folding_keeps_positions(text):
    assert len(language.fold(text)) == len(text)


def test_facets_narrow_and_keep_their_alternatives(put, client, enti):
    put("Gara uno", kind="Gara", ente_id=enti[cast.TREVISO].pk)
    put("Gara due", kind="Documento", ente_id=enti[cast.BRESCIA].pk)
    page = client.get("/cerca/", {"q": "gara", "tipo": "Gara"}).content.decode()
    assert "<mark>Gara</mark> uno" in page
    assert "<mark>Gara</mark> due" not in page
    assert 'value="Documento"' in page
    assert "Togli il filtro Tipo: Gara" in page
    assert "Provincia di Brescia" not in page


def test_two_values_of_a_facet_are_alternatives(put, client):
    put("Gara uno", kind="Gara")
    put("Gara due", kind="Documento")
    put("Gara tre", kind="Corso")
    page = client.get("/cerca/", {"q": "gara", "tipo": ["Gara", "Documento"]}).content.decode()
    assert "<strong>2</strong> risultati" in page


def test_the_year_is_the_one_in_rome(put, client):
    put("Gara di capodanno", at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))
    assert (
        "<mark>Gara</mark>" in client.get("/cerca/", {"q": "gara", "anno": "2026"}).content.decode()
    )


def test_newest_first(put, find):
    put("Gara vecchia gara gara", at=NOW - timedelta(days=9))
    put("Gara nuova di tutto", at=NOW)
    assert find("gara", order="data")[0] == "Gara nuova di tutto"


def test_pages(put, client):
    for number in range(45):
        put(f"Gara {number}")
    first = client.get("/cerca/", {"q": "gara"}).content.decode()
    last = client.get("/cerca/", {"q": "gara", "pagina": "3"}).content.decode()
    assert first.count("<article") == 20
    assert last.count("<article") == 5
    beyond = client.get("/cerca/", {"q": "gara", "pagina": "9"}).content.decode()
    assert "Le pagine finiscono prima" in beyond


@pytest.mark.parametrize(
    "query",
    [
        {"pagina": "x"}, {"pagina": "-1"}, {"pagina": "9" * 30}, {"ente": "x"}, {"ente": "9" * 9},
        {"anno": "²"}, {"livello": "'; --"}, {"ordina": "x"}, {"tipo": "\x00"}, {"modulo": ["x"] * 500},
    ],
)  # fmt: skip
def test_an_address_written_by_hand_never_breaks(put, client, query):
    put("Gara")
    assert client.get("/cerca/", {"q": "gara", **query}).status_code == 200


def test_a_mistyped_word_is_guessed(put, client):
    put("Manutenzione delle strade")
    page = client.get("/cerca/", {"q": "manutensione strade"}).content.decode()
    assert 'href="?q=manutenzione%20strade"' in page


def test_no_result_helps(enti, client):
    assert (
        "Senza accedere trovi solo quello che è pubblico"
        in client.get("/cerca/", {"q": "introvabile"}).content.decode()
    )


def test_the_empty_page_teaches(enti, client):
    assert "Scrivi una o più parole" in client.get("/cerca/").content.decode()


def test_suggestions_put_first_what_begins_so(put, client):
    put("Nuova gara per le strade")
    put("Gara per le mense")
    found = json.loads(client.get("/cerca/suggerimenti/", {"q": "gara p"}).content)
    assert [one["label"] for one in found] == ["Gara per le mense", "Nuova gara per le strade"]


def test_suggestions_are_few(put, client):
    for number in range(30):
        put(f"Gara {number}")
    assert len(json.loads(client.get("/cerca/suggerimenti/", {"q": "gar"}).content)) == 8


@pytest.mark.parametrize(("title", "typed"), [
    ("Provincia di Treviso", "provinci"), ("Amministrazione", "amministra"), ("Città d'arte", "citt"),
    ("Provincia di Forlì-Cesena", "forli ces"), ("Gara", "Gá"),
])  # fmt: skip
def test_unfinished_words_suggest(put, client, title, typed):
    put(title)
    found = json.loads(client.get("/cerca/suggerimenti/", {"q": typed}).content)
    assert [one["label"] for one in found] == [title]


def test_one_letter_suggests_nothing(put, client):
    put("Gara")
    assert json.loads(client.get("/cerca/suggerimenti/", {"q": "g"}).content) == []


def test_addresses_stay_in_the_space_of_the_reader(put, client):
    put("Gara", url="/file/7/")
    assert (
        'href="/treviso/file/7/"' in client.get("/treviso/cerca/", {"q": "gara"}).content.decode()
    )


def test_an_address_of_a_space_stays_as_it_is(put, client, enti):
    put("Gara", url="/treviso/notizie/7/", ente_id=enti[cast.TREVISO].pk)
    assert (
        'href="/treviso/notizie/7/"'
        in client.get("/brescia/cerca/", {"q": "gara"}).content.decode()
    )


def test_the_page_costs_the_same_queries_whatever_it_finds(
    put, client, enti, django_assert_max_num_queries
):
    for number in range(30):
        put(f"Gara {number}", ente_id=enti[(cast.TREVISO, cast.BRESCIA)[number % 2]].pk)
    client.get("/cerca/", {"q": "gara"})
    with django_assert_max_num_queries(12):
        client.get("/cerca/", {"q": "gara"})


def test_a_post_is_refused(enti, client):
    assert client.post("/cerca/", {"q": "gara"}).status_code == 405
