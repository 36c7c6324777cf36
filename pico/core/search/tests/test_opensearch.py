"""The OpenSearch engine against a small HTTP stub on the loopback: what is sent, what is believed.

The stub does not search: that the Italian analysis of OpenSearch finds the right words is not
proven here. What is proven: scopes and modules are part of every request, words are never
operators, and an answer from a late index shows nothing that the reader may not see.
"""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from pico.core.search import actions, queries
from pico.core.search.backends.opensearch import OpenSearchBackend
from pico.core.search.models import SearchEntry
from pico.core.search.terms import Facet


class Stub(BaseHTTPRequestHandler):
    """Remembers requests and answers what the test prepared."""

    def answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        self.server.asked.append((self.command, self.path.split("?")[0], body))
        path = self.path.split("?")[0]
        status, said = 200, {"acknowledged": True}
        if self.command == "HEAD":
            status, said = 404, {}
        elif path.endswith("_search"):
            said = self.server.found
        elif path.endswith("_bulk"):
            said = {"errors": False, "items": [{"index": {"status": 201}}] * (body.count("\n") // 2)}
        content = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_HEAD = do_DELETE = answer

    def log_message(self, *args) -> None:
        """Say nothing."""


@pytest.fixture
def stub():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.asked, server.found = [], answer()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def engine(stub, settings, monkeypatch):
    settings.OPENSEARCH_URL = f"http://127.0.0.1:{stub.server_port}"
    engine = OpenSearchBackend.from_settings()
    for room in (actions, queries):
        monkeypatch.setattr(room, "backend", lambda: engine)
    return engine


def answer(*ids, total=None, **facets):
    aggregations = {
        facet.value: {
            "values": {"buckets": [{"key": k, "doc_count": n} for k, n in facets.get(facet.value, {}).items()]}
        }
        for facet in Facet
    }
    hits = [{"_id": str(pk), "_index": "pico"} for pk in ids]
    number = len(ids) if total is None else total
    return {"hits": {"total": {"value": number, "relation": "eq"}, "hits": hits}, "aggregations": aggregations}


def sent(stub, ending="_search"):
    return [json.loads(body) for _, path, body in stub.asked if path.endswith(ending)]


def test_an_entry_is_sent_with_its_scope(engine, stub, put):
    put("Gara per le mense", scope="provinces")
    lines = next(body for _, path, body in stub.asked if path.endswith("_bulk")).splitlines()
    document = json.loads(lines[1])
    assert (document["title"], document["scope"]) == ("Gara per le mense", "provinces")


def test_the_index_is_made_with_the_italian_analysis_once(engine, stub, put):
    put("Uno")
    put("Due")
    made = [json.loads(body) for verb, path, body in stub.asked if (verb, path) == ("PUT", "/pico")]
    assert len(made) == 1
    assert "pico_italian" in made[0]["settings"]["analysis"]["analyzer"]


def test_scopes_and_modules_are_in_every_request(engine, stub, spaces, actors):
    actor = actors["treviso.admin"]
    queries.search(actor=actor, space=spaces[""], text="gara")
    queries.suggest(actor=actor, space=spaces[""], text="gar")
    asked = sent(stub)
    assert len(asked) == 3
    for body in asked:
        filters = body["query"]["bool"]["filter"]
        assert {"terms": {"scope": sorted(actor.scopes)}} in filters
        assert any("module" in condition["terms"] for condition in filters)


def test_what_a_late_index_answers_is_checked(engine, stub, put, spaces, actors):
    put("Gara interna di un altro", scope="ente:999999")
    stub.found = answer(SearchEntry.objects.get().pk)
    found = queries.search(actor=actors["treviso.admin"], space=spaces[""], text="gara")
    suggested = queries.suggest(actor=actors["treviso.admin"], space=spaces[""], text="gar")
    assert (found.hits, suggested) == ([], [])


def test_results_keep_the_order_of_the_engine(engine, stub, put, spaces, actors):
    for title in ("Uno", "Due", "Tre"):
        put(title)
    stub.found = answer(*SearchEntry.objects.order_by("-pk").values_list("pk", flat=True))
    found = queries.search(actor=actors["treviso.admin"], space=spaces[""], text="gara")
    assert [str(hit.title) for hit in found.hits] == ["Tre", "Due", "Uno"]


def test_facets_come_from_the_engine(engine, stub, put, spaces, actors):
    put("Gara")
    stub.found = answer(SearchEntry.objects.get().pk, total=20_000, kind={"Gara": 7})
    found = queries.search(
        actor=actors["treviso.admin"], space=spaces[""], text="gara", chosen={Facet.KIND: ("Gara",)}
    )
    assert (found.total, found.is_capped) == (10_000, True)
    assert [(o.label, o.number, o.is_chosen) for o in found.facets[Facet.KIND]] == [("Gara", 7, True)]


def test_words_are_never_operators(engine, stub, spaces, actors):
    queries.search(actor=actors["treviso.admin"], space=spaces[""], text='gara OR title:* -"x" {"a"}')
    assert "query_string" not in json.dumps(sent(stub))


def test_a_removed_object_is_dropped_from_the_engine(engine, stub, put):
    put("Gara")
    entry = SearchEntry.objects.get()
    actions.remove_entries(SearchEntry.objects.all())
    dropped = [body for _, path, body in stub.asked if path.endswith("_bulk")][-1]
    assert json.loads(dropped)["delete"]["_id"] == entry.pk
