"""A small index for the tests: what is put in is said by each test."""

from datetime import UTC, datetime
from itertools import count

import pytest

from pico.core.access import scopes
from pico.core.enti.models import Ente, Space
from pico.core.foundation.searchable import Entry, Source
from pico.core.search import actions, queries

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
_numbers = count(1000)


class Thing:
    """Stands for an object of a module."""

    def __init__(self, pk: int, entry: Entry | None) -> None:
        self.pk = pk
        self.entry = entry


SOURCE = Source(model=Ente, select=Ente.objects.none, entry=lambda thing: thing.entry)


@pytest.fixture
def put(enti):
    """Put an entry in the index: `put("Gara per le mense", scope="platform")`."""

    def put(title="", body="", scope=scopes.PUBLIC, pk=None, **fields):
        fields = {"module": "files", "kind": "Documento", "url": "/prova/1/", **fields}
        entry = Entry(title=title, body=body, scope=scope, **fields)
        actions.save_objects(source=SOURCE, objects=[Thing(pk or next(_numbers), entry)], now=NOW)

    return put


@pytest.fixture
def spaces(enti):
    return {space.slug: space for space in Space.objects.select_related("ente", "parent__parent")}


@pytest.fixture
def find(spaces, actors):
    """The titles found, by a person of the cast or by anybody: `find("gara", "treviso.admin")`."""

    def find(text, who="upi.admin", space="", **more):
        found = queries.search(actor=actors[who], space=spaces[space], text=text, **more)
        return [str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in found.hits]

    return find
