"""Finding an ente: as people write it, by any code, fast."""

import pytest

from pico.core.enti import queries
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind


def names(text: str, **options) -> list[str]:
    return [ente.name for ente in queries.suggestions(text, **options)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("forli cesena", "Provincia di Forlì-Cesena"),
        ("FORLÌ-CESENA", "Provincia di Forlì-Cesena"),
        ("l aquila", "Provincia dell'Aquila"),
        ("laquila", "Provincia dell'Aquila"),
        ("L'Aquila", "Provincia dell'Aquila"),
        ("reggio emilia", "Provincia di Reggio nell'Emilia"),
        ("comune reggio em", "Comune di Reggio nell'Emilia"),
        ("treviso", "Provincia di Treviso"),
        ("comune di treviso", "Comune di Treviso"),
        ("bozen", "Comune di Bolzano"),
        ("consorzio enna", "Libero Consorzio Comunale di Enna"),
        ("monza brianza", "Provincia di Monza e della Brianza"),
        ("upl", "Unione Province Lombarde"),
        ("026012", "Comune di Castelfranco Veneto"),
        ("C111", "Comune di Castelfranco Veneto"),
        ("111081", "Comune di Seui"),
        ("80008870265", "Provincia di Treviso"),
        ("01138380264", "Provincia di Treviso"),
        ("P_TV", "Provincia di Treviso"),
        ("WBMNADVC", "Provincia della Gallura Nord-Est Sardegna"),
    ],
)
def test_what_people_write_finds_the_ente_first(registry, text, first):
    assert names(text)[0] == first


def test_words_are_prefixes_of_words(registry):
    assert "Comune di Castelfranco Veneto" in names("castelf ven")
    assert names("eviso") == []


def test_short_name_comes_before_a_longer_one(registry):
    found = names("reggio")
    assert found.index("Provincia di Reggio nell'Emilia") < found.index(
        "Comune di Reggio nell'Emilia"
    )


def test_suggestions_are_ten_at_most_and_ask_for_two_letters(registry):
    assert len(names("provincia")) == 10
    assert names("p") == []
    assert names("  ") == []


def test_kinds_narrow(registry):
    assert names("treviso", kinds=[EnteKind.COMUNE]) == ["Comune di Treviso"]


def test_ceased_enti_are_not_suggested(registry):
    assert names("sud sardegna") == []


def test_homonyms_are_told_apart(registry):
    details = [queries.name_detail(e) for e in queries.suggestions("samone")]
    assert sorted(details) == ["Comune · TN", "Comune · TO"]


@pytest.mark.parametrize("text", ["treviso", "forli cesena", "026012", "80008870265"])
def test_suggestions_take_one_query(registry, text, django_assert_num_queries):
    with django_assert_num_queries(1):
        for ente in queries.suggestions(text):
            queries.name_detail(ente)


def test_comune_without_codice_ipa_is_found_by_its_usual_code(registry):
    assert queries.ente_by_key("c_c111").name == "Comune di Castelfranco Veneto"


def test_comuni_of_a_metropolitan_city_have_no_province(registry):
    napoli = Ente.objects.get(belfiore="F839")
    assert queries.province_of(napoli) is None
    treviso = Ente.objects.get(belfiore="L407")
    assert queries.province_of(treviso).name == "Provincia di Treviso"
