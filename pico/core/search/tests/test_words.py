"""Italian words: accents, apostrophes, singular and plural, synonyms, phrases, exclusions."""

import pytest


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Nuove gare per le mense", "gara mensa"),
        ("Gara per la mensa", "GARE MENSE"),
        ("La città delle attività", "citta attivita"),
        ("La citta delle attivita", "città attività"),
        ("Provincia dell'Aquila", "l'aquila"),
        ("Provincia dell’Aquila", "l'aquila"),
        ("Provincia dell'Aquila", "l’aquila"),
        ("Provincia dell'Aquila", "aquila"),
        ("Provincia dell'Aquila", "laquila"),
        ("Provincia di Forlì-Cesena", "forli cesena"),
        ("Provincia di Forlì-Cesena", "forlì-cesena"),
        ("Avviso n. 12/2026", "12/2026"),
        ("Avviso n. 12/2026", "avviso 2026"),
        ("Regolamento (UE) 2016/679", "regolamento 679"),
        ("Convenzione della SUA", "stazione unica appaltante"),
        ("La stazione unica appaltante di Treviso", "sua treviso"),
        ("La stazione appaltante unica", "stazione unica appaltante"),
        ("La sua di Treviso", "SUA"),
        ("Ufficio SIT", "sit"),
        ("Sviluppo dell'e-government", "e-government"),
        ("Piano di gestione\u0300 e citta\u0300", "città"),
    ],
)
def test_words_that_find(put, find, title, text):
    put(title)
    assert len(find(text)) == 1


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Gara per le mense", "gara strade"),
        ("Garage provinciale", "gara"),
        ("Piano del territorio", '"territorio piano"'),
        ("Gara per le mense", "gara -mense"),
        ("Gara per le mense", 'gara -"le mense"'),
        ("Convenzione della SUA", "via"),
    ],
)
def test_words_that_do_not_find(put, find, title, text):
    put(title)
    assert find(text) == []


def test_a_phrase_finds_its_words_in_order(put, find):
    put("Il piano del territorio")
    assert find('"piano del territorio"') == ["Il piano del territorio"]


def test_the_body_is_searched_after_the_title(put, find):
    put("Relazione annuale", "Si parla anche di biblioteche, musei e archivi.")
    put("Biblioteche della rete", "Elenco.")
    assert find("biblioteca") == ["Biblioteche della rete", "Relazione annuale"]


@pytest.mark.parametrize("text", ["-gara", "il la di", "", "   ", "-", '"', '""', "' ' '", "!!!"])
def test_nothing_to_look_for_finds_nothing(put, find, text):
    put("Gara per le mense")
    assert find(text) == []


HOSTILE = (
    'gara"', '"gara', "gara AND", "gara OR 1=1", "NOT gara", "gara NEAR mense", "NEAR(gara mense, 2)",
    "gara*", "*", "^gara", "title:gara", "title : gara", "{title body}: gara", "gara) OR (mense",
    "((((", "gara & mense", "gara | !mense", "gara:*", "gara:A", "gara <-> mense", "gara\\", "'; DROP TABLE x; --",
    "gara\x00mense", "%gara%", "_", "gara" * 500, "gara " * 500, '"' * 300, "-" * 300, "à" * 400, "🏛 gara", "гара",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_an_operator_of_the_database(put, find, text):
    put("Gara per le mense")
    assert find(text) in ([], ["Gara per le mense"])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_suggestions(put, client, text):
    put("Gara per le mense")
    assert client.get("/cerca/suggerimenti/", {"q": text}).status_code == 200


def test_operators_of_the_database_are_words(put, find):
    put("Gara and mense")
    put("Gara")
    assert find("gara AND mense") == ["Gara and mense"]
