"""The open data catalogue: what the night publishes, the pages, the RDF, the API."""

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pyshacl import validate
from rdflib import Graph, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.jobs.models import Job
from pico.core.modules import registry
from pico.core.modules.actions import switch_module
from pico.core.modules.open_data import OpenLicence

from .. import tasks
from ..actions.open_data import refresh_catalogue, settle, withdraw_switched_off
from ..models import Publication
from ..queries.open_data import entries
from ..rules.lake import Lake
from ..rules.open_data.every import DATASETS
from ..rules.open_data.writing import Written
from ..terms.open_data import RdfFile
from . import world
from .test_pages import words

pytestmark = [
    pytest.mark.django_db,
    # pyshacl asks rdflib for what is about to change its name.
    pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyshacl"),
]
NOW = datetime(2026, 10, 2, 2, 40, tzinfo=UTC)
HOME = "/dati/open-data/"
LOTS = f"{HOME}contratti-delle-province/"
API = "/api/v1/dati/datasets"
SHAPES = Path(__file__).parent / "dcat_ap_it.ttl"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.fixture(autouse=True)
def no_rate(settings):
    cache.clear()
    settings.API_RATES = {"token": 10_000, "person": 10_000, "address": 10_000}


@pytest.fixture
def catalogue(enti, data) -> Lake:
    refresh_catalogue(now=NOW)
    return data


def national() -> Space:
    return Space.objects.get(kind=SpaceKind.NATIONAL)


def whole(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# The night ---------------------------------------------------------------------------------------


def test_every_mart_with_rows_is_published(catalogue):
    found = {one.slug: one.rows for one in Publication.objects.all()}
    empty = {"personale-delle-province"}  # the world has no staff
    assert set(found) == {one.slug for one in DATASETS} - empty
    assert found["contratti-delle-province"] == 14  # the metropolitan city's is out
    assert found["progetti-pnrr-pnc-delle-province"] == 6


def test_nothing_moves_while_nothing_changes(catalogue):
    before = list(Publication.objects.values_list("slug", "modified_at", "files"))
    lines = AuditLine.objects.count()
    refresh_catalogue(now=NOW + timedelta(days=1))
    assert list(Publication.objects.values_list("slug", "modified_at", "files")) == before
    assert AuditLine.objects.count() == lines


def test_what_changed_is_modified_and_said(catalogue):
    lots = [*world.LOTS, world.lot("B000000099", world.TREVISO, 10_000, world.DAY)]
    world.make_lake(catalogue.root, {"lots": lots})
    later = NOW + timedelta(days=1)
    refresh_catalogue(now=later)
    one = Publication.objects.get(slug="contratti-delle-province")
    assert (one.rows, one.issued_at, one.modified_at) == (15, NOW, later)
    other = Publication.objects.get(slug="residenti-delle-province")
    assert other.modified_at == NOW
    said = AuditLine.objects.filter(event="observatory.dataset.published", subject_id=str(one.pk))
    assert said.count() == 2


def test_what_has_no_rows_any_more_is_withdrawn(catalogue, client):
    nobody = [{"fiscal_code": "09999999999", "level_works": "L1", "expires_on": world.DAY}]
    world.make_lake(catalogue.root, {"qualifications": nobody})
    refresh_catalogue(now=NOW + timedelta(days=1))
    assert client.get(f"{HOME}qualificazione-delle-province/").status_code == 404
    assert AuditLine.objects.filter(event="observatory.dataset.withdrawn").count() == 1


def test_what_a_module_switched_off_offered_is_withdrawn_at_once(catalogue):
    treviso = Space.objects.get(slug="treviso")
    kept = Publication.objects.count()
    settle(
        space=treviso, module="sample", about=DATASETS[0], licence=OpenLicence.CC_BY,
        written=Written(1, files={"json": {"path": "a", "bytes": 1, "sha256": "b"}}),
        data_on=None, actor=SYSTEM, now=NOW,
    )  # fmt: skip
    withdraw_switched_off(space=treviso.parent, module="sample", actor=SYSTEM, now=NOW)
    assert Publication.objects.count() == kept


def test_each_space_is_a_job_of_its_own(enti, data):
    tasks.publish(now=NOW)
    asked = Job.objects.filter(name__endswith="observatory.tasks.publish_space")
    assert asked.count() == Space.objects.filter(state="PUBLISHED").count()
    tasks.publish_space(national().pk, now=NOW)
    assert Publication.objects.filter(space__kind=SpaceKind.NATIONAL).exists()


def test_a_space_that_is_suspended_loses_its_catalogue(catalogue):
    Space.objects.filter(kind=SpaceKind.NATIONAL).update(state="SUSPENDED")
    refresh_catalogue(now=NOW)
    assert not Publication.objects.exists()


def test_where_the_catalogue_is_switched_off_it_is_empty(catalogue, actors):
    space = national()
    switch_module(
        space=space, module=registry.installed()["observatory"], is_on=False,
        actor=actors["upi.admin"], now=NOW,
    )  # fmt: skip
    withdraw_switched_off(space=space, module="observatory", actor=SYSTEM, now=NOW)
    assert not Publication.objects.exists()
    refresh_catalogue(now=NOW)
    assert not Publication.objects.exists()


# Pages -------------------------------------------------------------------------------------------


def test_the_catalogue_is_for_everybody_and_is_searched(catalogue, client):
    said = words(client.get(HOME))
    assert "Contratti delle Province: lotti (CIG)" in said
    assert "CC BY-SA 4.0" in said
    found = words(client.get(HOME, {"q": "residenti istat"}))
    assert "Residenti delle Province" in found
    assert "Contratti delle Province" not in found
    assert "Progetti PNRR" not in words(client.get(HOME, {"tema": "SOCI"}))
    assert "Nessun risultato con questi filtri" in words(client.get(HOME, {"q": "zzz"}))


def test_before_the_first_night_the_page_says_so(enti, client):
    assert "Nessun dataset pubblicato" in words(client.get(HOME))
    assert client.get(f"{HOME}catalogo.ttl").status_code == 404


def test_a_dataset_says_what_it_is_and_shows_its_first_rows(catalogue, client):
    said = words(client.get(LOTS))
    for one in (
        ":contratti-delle-province", "Codice identificativo di gara del lotto", "B000000001",
        "Derivato da", "ANAC, Contratti pubblici: CIG", "Mensile", "Nota metodologica",
    ):  # fmt: skip
        assert one in said
    assert "B000000013" not in said  # the fourteenth: ten rows are shown


def test_no_person_is_told(catalogue, client):
    address = f"{HOME}aggiudicatari-delle-province/"
    rows = json.loads(whole(client.get(f"{address}dati.json")))
    (person,) = [one for one in rows if one["persona_fisica"]]
    assert (person["aggiudicatario"], person["aggiudicatario_cf"]) == (None, None)
    assert "Rossi" not in words(client.get(address))


def test_a_neighbour_has_no_datasets_of_others(catalogue, client):
    assert client.get("/treviso/dati/open-data/contratti-delle-province/").status_code == 404
    said = words(client.get("/treviso/dati/open-data/"))
    assert "Nessun dataset pubblicato" in said
    assert "Il catalogo nazionale" in said


def test_the_statements_of_the_catalogue_do_not_grow(catalogue, client):
    client.get(HOME)
    with CaptureQueriesContext(connection) as many:
        client.get(HOME)
    Publication.objects.exclude(slug="contratti-delle-province").delete()
    with CaptureQueriesContext(connection) as one:
        client.get(HOME)
    assert len(many) == len(one)


# Files -------------------------------------------------------------------------------------------


def test_files_are_downloaded_whole_and_not_twice(catalogue, client):
    answer = client.get(f"{LOTS}dati.csv")
    rows = list(csv.DictReader(io.StringIO(whole(answer).decode())))
    assert len(rows) == 14
    assert rows[0]["cig"] == "B000000001"
    assert rows[0]["importo"] == "100000.00"
    assert 'rel="describedby"' in answer["Link"]
    tag = answer["ETag"]
    assert client.get(f"{LOTS}dati.csv", headers={"If-None-Match": tag}).status_code == 304
    assert client.get(f"{LOTS}dati.xml").status_code == 404
    for kind in ("json", "parquet"):
        assert whole(client.get(f"{LOTS}dati.{kind}"))


def test_the_companions_of_the_csv_tell_its_columns(catalogue, client):
    said = json.loads(client.get(f"{LOTS}dati.csv-metadata.json").content)
    head = whole(client.get(f"{LOTS}dati.csv")).decode().splitlines()[0].split(",")
    assert [one["name"] for one in said["tableSchema"]["columns"]] == head
    assert said["url"].endswith("/dati.csv")
    assert "| `importo` |" in client.get(f"{LOTS}leggimi.md").content.decode()


# RDF ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(RdfFile))
def test_the_catalogue_is_what_dcat_ap_it_asks(catalogue, client, kind):
    answer = client.get(f"{HOME}catalogo.{kind.value}")
    graph = Graph().parse(data=answer.content, format=kind.media_type)
    conforms, _graph, text = validate(graph, shacl_graph=str(SHAPES), inference="none")
    assert conforms, text
    assert len(set(graph.subjects(RDF.type, DCAT.Dataset))) == Publication.objects.count()
    licences = {str(one).rsplit("/", 1)[1] for one in graph.objects(None, DCTERMS.license)}
    assert licences == {"A21_CCBY40", "A31_CCBYSA40"}


def test_one_dataset_is_described_alone_with_the_address_that_the_catalogue_gives_it(
    catalogue, client
):
    text = client.get(f"{LOTS}metadati.ttl").content
    (one,) = Graph().parse(data=text, format="turtle").subjects(RDF.type, DCAT.Dataset)
    listed = Graph().parse(data=client.get(f"{HOME}catalogo.ttl").content, format="turtle")
    assert (None, DCAT.dataset, URIRef(one)) in listed


def test_the_catalogue_is_written_again_when_it_changed(catalogue, client):
    before = client.get(f"{HOME}catalogo.ttl").content
    assert client.get(f"{HOME}catalogo.ttl").content == before
    Publication.objects.filter(slug="residenti-delle-province").delete()
    assert b"residenti-delle-province" not in client.get(f"{HOME}catalogo.ttl").content


def test_documents_are_in_the_language_that_they_say(catalogue, client):
    headers = {"Accept-Language": "en"}
    assert "Mensile" in client.get(f"{LOTS}leggimi.md", headers=headers).content.decode()


@pytest.mark.parametrize("address", [HOME, LOTS])
def test_who_asks_for_rdf_is_led_to_it(catalogue, client, address):
    for kind in RdfFile:
        answer = client.get(address, headers={"Accept": kind.media_type})
        assert answer.status_code == 303
        assert answer["Location"].endswith(f".{kind.value}")
        assert "Accept" in answer["Vary"]
        assert client.get(answer["Location"])["Content-Type"].startswith(kind.media_type)
    for accept in (BROWSER, "*/*"):
        answer = client.get(address, headers={"Accept": accept})
        assert answer.status_code == 200
        assert 'type="text/turtle"' in answer["Link"]


# API ---------------------------------------------------------------------------------------------


def test_programs_read_the_catalogue_and_the_columns(catalogue, client):
    found = client.get(API, {"q": "contratti", "page_size": 1}).json()
    assert found["total"] == 3
    assert found["items"][0]["licence"] == "CC BY-SA 4.0"
    one = client.get(f"{API}/contratti-delle-province").json()
    assert one["columns"][0]["name"] == "cig"
    assert client.get(f"{API}/nessuno").status_code == 404


def test_rows_come_by_page_and_by_column(catalogue, client):
    rows = f"{API}/contratti-delle-province/rows"
    first = client.get(rows, {"page_size": 5})
    assert (first.json()["total"], len(first.json()["items"])) == (14, 5)
    assert 'rel="next"' in first["Link"]
    last = client.get(rows, {"page_size": 5, "page": 3}).json()
    assert len(last["items"]) == 4
    found = client.get(rows, {"sigla": "tv", "importo_da": "500000", "sort": "-importo"}).json()
    assert found["items"][0]["cig"] == "B000000006"
    assert all(float(one["importo"]) >= 500_000 for one in found["items"])
    none = client.get(rows, {"pubblicato_il_a": "1999-12-31"}).json()
    assert none["items"] == []


@pytest.mark.parametrize("query", [{"nessuna": "1"}, {"importo": "tanto"}, {"sort": "nessuna"}])
def test_what_cannot_be_asked_is_a_problem_with_its_name(catalogue, client, query):
    answer = client.get(f"{API}/contratti-delle-province/rows", query)
    assert answer.status_code == 422
    wrong = answer.json()["errors"][0]["field"]
    assert wrong in {*query, *query.values()}


# Who sees what -----------------------------------------------------------------------------------


def test_a_space_that_is_not_published_publishes_nothing(catalogue):
    space = national()
    assert entries(space)
    Space.objects.filter(pk=space.pk).update(state="SUSPENDED")
    assert entries(Space.objects.get(pk=space.pk)) == []
