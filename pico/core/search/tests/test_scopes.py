"""Who finds what: no title, count, snippet or suggestion of a neighbour ever comes out."""

import json

import pytest

from pico.core.access import scopes
from pico.core.access.actor import ANONYMOUS
from pico.core.search import queries
from pico.core.search.models import SearchEntry
from pico.core.search.terms import Facet
from pico.core.testing import cast

TITLE = "Zibaldone riservato"
EVERYBODY = {
    "upi.admin", "veneto.admin", "treviso.admin", "treviso.sua", "brescia.admin",
    "comune1.referente", "comune2.referente", "nuovo.utente",
}  # fmt: skip
PROVINCES = {"upi.admin", "veneto.admin", "treviso.admin", "treviso.sua", "brescia.admin"}
READERS = {
    "public": {*EVERYBODY, None},
    "platform": EVERYBODY - {"nuovo.utente"},
    "provinces": PROVINCES,
    "reg": {"veneto.admin", "treviso.admin", "treviso.sua"},
    "ter": {"treviso.admin", "treviso.sua", "comune1.referente", "comune2.referente"},
    "ente": {"treviso.admin", "treviso.sua"},
    "usr": {"treviso.sua"},
}


@pytest.fixture
def key(enti, people):
    return {
        "reg": scopes.region("05"),
        "ter": scopes.territory("026"),
        "ente": scopes.ente(enti[cast.TREVISO].pk),
        "usr": scopes.person(people["treviso.sua"].pk),
    }


@pytest.mark.parametrize("level", READERS)
def test_results_suggestions_and_counts_by_level(put, key, spaces, actors, enti, level):
    scope = key.get(level, level)
    put(
        TITLE,
        "Il segreto di Pulcinella",
        scope=scope,
        ente_id=enti[cast.TREVISO].pk,
        codes=("9642637BC5",),
    )
    everyone = {**{name: actors[name] for name in EVERYBODY}, None: ANONYMOUS}

    def readers_of(see):
        return {name for name, actor in everyone.items() if see(actor)}

    def search(actor, text, **more):
        return queries.search(actor=actor, space=spaces[""], text=text, **more)

    assert readers_of(lambda a: search(a, "zibaldone").hits) == READERS[level]
    assert readers_of(lambda a: search(a, "pulcinella").total) == READERS[level]
    assert readers_of(lambda a: search(a, "9642637BC5").hits) == READERS[level]
    assert readers_of(lambda a: search(a, "zibaldone").facets) == READERS[level]
    assert (
        readers_of(lambda a: search(a, "", chosen={Facet.KIND: ("Documento",)}).hits)
        == READERS[level]
    )
    assert readers_of(lambda a: search(a, "zibbaldone").guess) == READERS[level]
    assert (
        readers_of(lambda a: queries.suggest(actor=a, space=spaces[""], text="zib"))
        == READERS[level]
    )


def test_counts_of_facets_are_of_what_the_reader_sees(put, spaces, actors, enti):
    put("Gara pubblica", ente_id=enti[cast.TREVISO].pk)
    put("Gara interna", scope=scopes.ente(enti[cast.BRESCIA].pk), ente_id=enti[cast.BRESCIA].pk)
    found = queries.search(actor=actors["treviso.admin"], space=spaces[""], text="gara")
    assert [(o.label, o.number) for o in found.facets[Facet.ENTE]] == [("Provincia di Treviso", 1)]


def test_a_chosen_facet_does_not_open_what_is_closed(put, spaces, actors, enti):
    brescia = enti[cast.BRESCIA].pk
    put("Gara interna", scope=scopes.ente(brescia), ente_id=brescia)
    for chosen in ({Facet.ENTE: (str(brescia),)}, {Facet.LEVEL: ("ente",)}):
        found = queries.search(
            actor=actors["treviso.admin"], space=spaces[""], text="gara", chosen=chosen
        )
        assert (found.hits, found.total) == ([], 0)


def test_a_page_says_nothing_of_a_neighbour(put, sign_in, enti):
    put(TITLE, "Il segreto di Pulcinella", scope=scopes.ente(enti[cast.BRESCIA].pk))
    client = sign_in("treviso.admin")
    page = client.get("/cerca/", {"q": "segreto"}).content.decode()
    assert "Pulcinella" not in page
    assert TITLE not in page
    assert json.loads(client.get("/cerca/suggerimenti/", {"q": "zib"}).content) == []


def test_a_module_that_is_off_here_is_not_found(put, find, actors, spaces):
    put("Scheda del modulo", module="sample")
    assert find("scheda", "treviso.admin", "treviso") == []


def test_a_module_that_is_on_here_is_found(put, find, spaces):
    from_here = spaces["treviso"]
    from_here.module_activations.create(module="sample", is_on=True)
    put("Scheda del modulo", module="sample")
    assert find("scheda", "treviso.admin", "treviso") == ["Scheda del modulo"]
    assert find("scheda", "treviso.admin", "brescia") == []


def test_a_module_that_is_not_installed_is_not_found(put, find):
    put("Scheda del modulo", module="sparito")
    assert find("scheda") == []


def test_a_row_whose_level_was_narrowed_does_not_come_out_of_a_late_index(
    put, spaces, actors, monkeypatch
):
    put("Gara interna", scope="provinces")
    entry = SearchEntry.objects.get()
    monkeypatch.setattr(type(queries.backend()), "page", lambda *a, **k: [entry.pk])
    SearchEntry.objects.update(scope="ente:999")
    found = queries.search(actor=actors["treviso.admin"], space=spaces[""], text="gara")
    assert found.hits == []
