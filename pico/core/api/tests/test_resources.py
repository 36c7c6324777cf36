"""What the API answers, to whom."""

from dataclasses import replace

import pytest
from django.utils import timezone
from django.utils.module_loading import import_string

from pico.core.access import scopes
from pico.core.foundation.searchable import Source
from pico.core.modules import registry
from pico.core.search import actions as search_actions
from pico.core.search.sources import ENTI
from pico.core.testing import cast


def names(response):
    return [one["name"] for one in response.json()["items"]]


def test_enti_are_open(get, enti):
    assert get("enti").json()["total"] == len(enti)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"search": "pesaro"}, ["Provincia di Pesaro e Urbino"]),
        ({"search": "p_TV"}, ["Provincia di Treviso"]),
        ({"kind": "COM", "territory": "026", "search": "conegliano"}, ["Comune di Conegliano"]),
        ({"region": "03"}, ["Provincia di Brescia"]),
        ({"kind": "REG"}, []),
        ({"living": "false"}, []),
    ],
)
def test_enti_are_filtered(get, enti, query, expected):
    assert names(get("enti", **query)) == expected


def test_yesterdays_code_leads_to_todays_ente(get, enti):
    enti[cast.COMUNE_1].codes.create(scheme="ISTAT", code="111099")
    answer = get("enti/by-code/111099").json()
    assert answer["name"] == "Comune di Castelfranco Veneto"
    assert answer["past_codes"] == [
        {"scheme": "ISTAT", "code": "111099", "valid_from": None, "valid_to": None}
    ]


def test_an_ente_by_its_number(get, enti):
    ente = enti[cast.TREVISO]
    answer = get(f"enti/{ente.pk}").json()
    assert answer["region"] == {"code": "05", "name": "Veneto"}


def test_spaces_that_are_published(get, enti):
    enti[cast.BRESCIA].space.state = "PREPARING"
    enti[cast.BRESCIA].space.save()
    found = get("spaces").json()["items"]
    assert "brescia" not in [one["slug"] for one in found]
    treviso = next(one for one in found if one["slug"] == "treviso")
    assert (treviso["url"], treviso["parent"]) == ("http://testserver/treviso/", "veneto")


def test_me_needs_a_name(get, enti):
    answer = get("me")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_me_of_a_person_with_the_session_of_the_site(sign_in, people):
    me = sign_in("treviso.admin").get("/api/v1/me").json()
    assert (me["kind"], me["person_id"]) == ("PERSON", people["treviso.admin"].pk)
    assert "PROVINCE_ADMIN" in me["roles"]
    assert [held["ente_name"] for held in me["memberships"]] == ["Provincia di Treviso"]


def test_the_pages_link_to_each_other(get, enti):
    answer = get("enti", page_size=3, page=2)
    assert '<http://testserver/api/v1/enti?page_size=3&page=3>; rel="next"' in answer["Link"]
    assert 'page=1>; rel="prev"' in answer["Link"]
    assert answer.json()["total"] == len(enti)


def test_a_page_after_the_last_is_empty(get, enti):
    answer = get("enti", page=99)
    assert answer.status_code == 200
    assert answer.json()["items"] == []


def test_a_list_costs_the_same_queries_whatever_its_length(
    get, enti, django_assert_max_num_queries
):
    with django_assert_max_num_queries(4):
        get("enti")


@pytest.fixture
def make_file(people, enti):
    kind = import_string(registry.installed()["files"].shared[0])
    return lambda scope, who="treviso.sua", ente=cast.TREVISO: import_string(kind.make)(
        owner=enti[ente], author=people[who], scope=scope, title="Zibaldone"
    )


LEVELS = {
    "public": {"treviso.admin", "brescia.admin", "comune1.referente", None},
    "platform": {"treviso.admin", "brescia.admin", "comune1.referente"},
    "provinces": {"treviso.admin", "brescia.admin"},
    "reg:05": {"treviso.admin"},
    "ter:026": {"treviso.admin", "comune1.referente"},
    "ente": {"treviso.admin"},
    "usr": set(),
}


@pytest.mark.parametrize("level", LEVELS)
def test_who_reads_a_file_by_key(get, make_key, make_file, people, enti, level):
    own = {
        "ente": scopes.ente(enti[cast.TREVISO].pk),
        "usr": scopes.person(people["treviso.sua"].pk),
    }
    file = make_file(own.get(level, level))
    readers, openers = set(), set()
    for who in ("treviso.admin", "brescia.admin", "comune1.referente", None):
        key = make_key(who)[1] if who else None
        if get("files", key=key).json()["total"]:
            readers.add(who)
        if get(f"files/{file.pk}", key=key).status_code == 200:
            openers.add(who)
    assert (readers, openers) == (LEVELS[level], LEVELS[level])


def test_a_key_without_the_grant_reads_no_list(get, make_key, make_file):
    make_file("provinces")
    answer = get("files", key=make_key(grants=["SEARCH"])[1])
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_search_is_limited_to_what_the_key_may_read(get, make_key, enti, put_hidden):
    put_hidden("Gara di Brescia", scopes.ente(enti[cast.BRESCIA].pk))
    treviso, brescia = make_key("treviso.admin")[1], make_key("brescia.admin")[1]
    assert get("search", key=treviso, q="gara").json()["total"] == 0
    assert [one["title"] for one in get("search", key=brescia, q="gara").json()["items"]] == [
        "Gara di Brescia"
    ]


@pytest.fixture
def put_hidden(enti):
    """Put one entry in the index, of an ente, with this title and scope."""

    def put(title, scope):
        ente = enti[cast.BRESCIA]
        ente.name = title
        entry = ENTI.entry(ente)
        source = Source(ENTI.model, ENTI.select, lambda obj: replace(entry, scope=scope))
        search_actions.save_objects(source=source, objects=[ente], now=timezone.now())

    return put


def test_a_module_that_is_off_has_no_api(client, enti):
    answer = client.get("/treviso/api/v1/prova")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_module_that_is_on_has_its_api(client, enti):
    enti[cast.TREVISO].space.module_activations.create(module="sample", is_on=True)
    assert client.get("/treviso/api/v1/prova").json() == {"text": "prova"}
    assert client.get("/brescia/api/v1/prova").status_code == 404
