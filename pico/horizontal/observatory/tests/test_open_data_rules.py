"""Open data without pages: what is declared, what is left out, how it is asked, how it is described."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF

from pico.core.modules.open_data import (
    Frequency,
    OpenColumn,
    OpenDataset,
    OpenLicence,
    Theme,
    ValueKind,
)

from ..rules.lake import Lake
from ..rules.open_data import dcat, guarding
from ..rules.open_data.companions import csv_metadata, read_me
from ..rules.open_data.declaring import strictest
from ..rules.open_data.every import DATASETS
from ..rules.open_data.reading import BadFilter, asked, counting, slicing
from ..rules.open_data.writing import sweep, write
from ..terms.open_data import DataFile, RdfFile

# pyshacl asks rdflib for what is about to change its name.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")  # fmt: skip
SHAPES = Path(__file__).parent / "dcat_ap_it.ttl"
MARIO = "RSSMRA80A01L407X"
COLUMNS = (
    OpenColumn("cig", "CIG"),
    OpenColumn("oggetto", "Oggetto"),
    OpenColumn("codice", "Codice", ValueKind.FISCAL_CODE),
    OpenColumn("importo", "Importo", ValueKind.MONEY),
    OpenColumn("giorno", "Giorno", ValueKind.DAY),
    OpenColumn("pnrr", "PNRR", ValueKind.FLAG),
    OpenColumn("lotti", "Lotti", ValueKind.WHOLE),
)
ABOUT = OpenDataset(
    slug="prove", title="Prove", description="Righe di prova.", themes=(Theme.GOVE,),
    frequency=Frequency.MONTHLY, keywords=("prova",), columns=COLUMNS, day="giorno", rows=list,
)  # fmt: skip


# Declared ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", DATASETS, ids=lambda one: one.slug)
def test_a_dataset_has_the_columns_that_it_explains(one):
    names = [column.name for column in one.columns]
    assert sorted(one.rows().columns) == sorted(names)
    assert set(one.order) <= set(names)
    assert not one.day or one.day in names
    assert one.sources


def test_no_two_datasets_have_one_address():
    slugs = [one.slug for one in DATASETS]
    assert len(slugs) == len(set(slugs))


def test_what_derives_from_share_alike_is_shared_alike():
    licences = {one.slug: one.licence for one in DATASETS}
    assert licences["contratti-delle-province"] == OpenLicence.CC_BY_SA
    assert (
        licences["progetti-pnrr-pnc-delle-province"] == OpenLicence.CC_BY_SA
    )  # its CIGs are ANAC's
    assert licences["personale-delle-province"] == OpenLicence.CC_BY
    assert strictest([]) == OpenLicence.CC_BY


# Left out ----------------------------------------------------------------------------------------


def written(tmp_path, *rows: dict):
    lake = Lake(tmp_path / "lake")
    source = guarding.laid_down(rows, COLUMNS, tmp_path / "rows")
    with lake.engine() as engine:
        return lake, write(engine, lake, ABOUT, source, "prova")


def content(lake: Lake, found, kind: DataFile) -> str:
    return (lake.root / found.files[kind]["path"]).read_text()


ROW = {
    "cig": "B000000001", "oggetto": "Strade, «nuove»", "codice": "80008870265",
    "importo": Decimal("1234.50"), "giorno": date(2025, 3, 1), "pnrr": True, "lotti": 2, "altro": 1,
}  # fmt: skip


def test_files_say_the_same_in_the_way_of_each(tmp_path):
    lake, found = written(tmp_path, ROW, {"cig": "B000000002", "giorno": date(2025, 1, 1)})
    assert (found.rows, found.first_on, found.last_on) == (2, date(2025, 1, 1), date(2025, 3, 1))
    lines = content(lake, found, DataFile.CSV).splitlines()
    assert lines[0] == "cig,oggetto,codice,importo,giorno,pnrr,lotti"
    assert lines[1] == 'B000000001,"Strade, «nuove»",80008870265,1234.50,2025-03-01,true,2'
    assert lines[2] == "B000000002,,,,2025-01-01,,"
    first = json.loads(content(lake, found, DataFile.JSON))[0]
    assert (first["importo"], first["pnrr"], first["giorno"]) == (1234.5, True, "2025-03-01")
    parquet = lake.root / found.files[DataFile.PARQUET]["path"]
    assert duckdb.connect().execute(f"SELECT importo FROM '{parquet}'").fetchall()[0] == (
        Decimal("1234.50"),
    )
    assert found.files[DataFile.CSV]["bytes"] == len(content(lake, found, DataFile.CSV).encode())


@pytest.mark.parametrize("text", [MARIO, MARIO.lower(), "RSSMRAULALMLQLTX", f"Ditta {MARIO}."])
def test_a_person_is_in_no_file(tmp_path, text):
    lake, found = written(tmp_path, {**ROW, "oggetto": f"Incarico a {text}", "codice": text})
    for kind in (DataFile.CSV, DataFile.JSON):
        said = content(lake, found, kind)
        assert text.lower() not in said.lower()
    assert json.loads(content(lake, found, DataFile.JSON))[0]["codice"] is None


def test_no_spreadsheet_runs_a_text_and_other_files_keep_it(tmp_path):
    lake, found = written(tmp_path, {**ROW, "oggetto": "=HYPERLINK(1)"})
    assert "'=HYPERLINK(1)" in content(lake, found, DataFile.CSV)
    assert json.loads(content(lake, found, DataFile.JSON))[0]["oggetto"] == "=HYPERLINK(1)"


def test_equal_rows_make_equal_files_and_old_ones_are_swept(tmp_path):
    lake, found = written(tmp_path, ROW)
    _lake, again = written(tmp_path, ROW)
    assert again.files == found.files
    _lake, other = written(tmp_path, {**ROW, "lotti": 3})
    named = {file["path"] for file in other.files.values()}
    sweep(lake, named, before=0)
    assert (lake.root / found.files["csv"]["path"]).exists()  # somebody may still be reading it
    sweep(lake, named, before=float("inf"))
    assert not (lake.root / found.files["csv"]["path"]).exists()
    assert all((lake.root / path).exists() for path in named)


def test_without_rows_nothing_is_written(tmp_path):
    assert guarding.laid_down([], COLUMNS, tmp_path / "rows") == ""


# Asked -------------------------------------------------------------------------------------------


def test_columns_are_asked_by_value_and_by_range():
    found = asked(COLUMNS, [("cig", "B1"), ("importo_da", "1000"), ("giorno_a", "2025-12-31")], "-giorno")  # fmt: skip
    assert found.where == ' WHERE lower("cig") = ? AND "importo" >= ? AND "giorno" <= ?'
    assert found.values == ["b1", Decimal(1000), date(2025, 12, 31)]
    assert asked(COLUMNS, [("pnrr", "sì")]).values == [True]


def test_no_row_is_on_two_pages_whatever_the_sort(tmp_path):
    rows = [{**ROW, "cig": f"B{number:09}"} for number in range(7)]
    lake, found = written(tmp_path, *rows)
    path = str(lake.root / found.files[DataFile.PARQUET]["path"])
    for sort in ("", "oggetto", "-oggetto"):
        wanted = asked(COLUMNS, [("lotti", "2")], sort)
        pages = [
            duckdb.connect().execute(*slicing(path, wanted, start, 3)).fetchall()
            for start in (0, 3, 6)
        ]
        assert [row[0] for page in pages for row in page] == [row["cig"] for row in rows]
    sql, values = counting(path, asked(COLUMNS, [("cig", "b000000003")]))
    assert duckdb.connect().execute(sql, values).fetchone() == (1,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("altro", "1"), ("importo", "molto"), ("importo", "NaN"), ("importo", "1e300"),
        ("giorno", "ieri"), ("pnrr", "forse"), ("cig_da", "A"), ("lotti", "9" * 40),
        ('cig" OR 1=1 --', "1"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_by_its_name(name, value):
    with pytest.raises(BadFilter) as refused:
        asked(COLUMNS, [(name, value)])
    assert refused.value.name == name


@given(st.text(), st.text(), st.text())
def test_no_word_of_an_address_becomes_part_of_a_statement(name, value, sort):
    try:
        found = asked(COLUMNS, [(name, value)], sort)
    except BadFilter:
        return
    names = {one.name for one in COLUMNS}
    assert {one.column for one in found.conditions} <= names
    assert found.sort.removeprefix("-") in names | {""}


# Described ---------------------------------------------------------------------------------------

HOLDER = dcat.Agent("https://w3id.org/italia/data/public-organization/updi", "updi", "UPI")
DATASET = dcat.Dataset(
    page="https://pico.example/dati/open-data/prove/", identifier="updi:prove", title="Prove",
    description="Righe di prova.", themes=(Theme.GOVE, Theme.ECON), frequency=Frequency.MONTHLY,
    keywords=("prova", "appalti"), holder=HOLDER, publisher=HOLDER,
    contact=dcat.Contact("https://pico.example/dati/open-data/#contatto", "UPI", "dati@upi.example"),
    licence=OpenLicence.CC_BY_SA, issued=date(2026, 1, 1), modified=date(2026, 10, 1),
    place=dcat.Place(dcat.ITALY, "Italia"),
    distributions=tuple(
        dcat.Distribution(kind, f"https://pico.example/dati/open-data/prove/dati.{kind.value}", 120)
        for kind in DataFile
    ),
    columns=COLUMNS, rows=2, standards=(dcat.Standard("CSVW", "https://www.w3.org/TR/tabular-metadata/"),),
    first_on=date(2024, 1, 1), last_on=date(2025, 12, 31),
    sources=(("ANAC, CIG", "https://dati.anticorruzione.it/opendata/dataset/cig"),), notes="Limiti.",
)  # fmt: skip
CATALOGUE = dcat.DataCatalogue(
    page="https://pico.example/dati/open-data/", title="Dati aperti – UPI", description="Il catalogo.",
    publisher=HOLDER, issued=date(2026, 1, 1), modified=date(2026, 10, 1), datasets=(DATASET,),
)  # fmt: skip


def faults(graph: Graph) -> str:
    conforms, _graph, text = validate(graph, shacl_graph=str(SHAPES), inference="none")
    return "" if conforms else text


@pytest.mark.parametrize("kind", list(RdfFile))
def test_every_writing_of_the_catalogue_has_what_dcat_ap_it_asks(kind):
    text = dcat.written(dcat.graph_of(CATALOGUE), kind)
    assert faults(Graph().parse(data=text, format=kind.media_type)) == ""


@pytest.mark.parametrize(
    ("one", "missing"),
    [
        (DATASET.uri, DCTERMS.rightsHolder), (DATASET.uri, DCTERMS.accrualPeriodicity),
        (DATASET.uri, DCAT.theme), (DATASET.uri, DCTERMS.identifier),
        (f"{DATASET.page}#csv", DCTERMS.license), (f"{DATASET.page}#csv", DCTERMS["format"]),
        (HOLDER.uri, DCTERMS.identifier), (CATALOGUE.uri, DCTERMS.modified),
        (f"{DATASET.page}#periodo", dcat.DCATAPIT.startDate),
    ],
)  # fmt: skip
def test_the_shapes_find_what_is_missing(one, missing):
    graph = dcat.graph_of(CATALOGUE)
    graph.remove((URIRef(one), missing, None))
    assert faults(graph)


def test_the_shapes_find_a_word_that_is_in_no_vocabulary():
    graph = dcat.graph_of(CATALOGUE)
    graph.set((URIRef(DATASET.uri), DCTERMS.accrualPeriodicity, Literal("ogni tanto")))
    assert "accrualPeriodicity" in faults(graph)


def test_things_of_different_kinds_have_different_addresses():
    """AgID's commonest error: the holder and the contact, or a dataset and its page, under one URI."""
    graph = dcat.graph_of(CATALOGUE)
    kinds = (
        DCAT.Catalog, DCAT.Dataset, DCAT.Distribution, FOAF.Agent, FOAF.Document,
        dcat.VCARD.Organization, DCTERMS.PeriodOfTime, DCTERMS.Location, DCTERMS.Standard,
    )  # fmt: skip
    found = [one for kind in kinds for one in graph.subjects(RDF.type, kind)]
    assert len(found) == len(set(found))


def test_companions_tell_every_column():
    said, text = csv_metadata(DATASET), read_me(DATASET)
    assert said["url"].endswith("/prove/dati.csv")
    assert [one["name"] for one in said["tableSchema"]["columns"]] == [one.name for one in COLUMNS]
    assert said["tableSchema"]["columns"][3]["datatype"] == "decimal"
    assert "| `importo` | Importo |" in text
    assert "CC BY-SA 4.0" in text
    assert "2024-01-01 – 2025-12-31" in text
