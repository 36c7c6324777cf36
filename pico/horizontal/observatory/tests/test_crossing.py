"""Self-service: what goes together, the figures by hand, the address that says it all."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..queries.crossing import answered, crossed, dimensions_of, read, read_filters, single
from ..queries.crossing_lines import block_of
from ..queries.filters import Filters
from ..rules.indicators.every import INDICATORS
from ..terms.bands import Band, Kind
from ..terms.crossing import Dimension
from .test_pages import spec_of, words

TREVISO = Filters(provinces=("TV",))

FILTERS = st.builds(
    Filters,
    first=st.none() | st.dates(date(2015, 1, 1), date(2026, 12, 31)),
    last=st.none() | st.dates(date(2015, 1, 1), date(2026, 12, 31)),
    provinces=st.lists(st.sampled_from(["BL", "BS", "TV"]), unique=True).map(
        lambda found: tuple(sorted(found))
    ),
    region=st.sampled_from(["", "05"]),
    kind=st.sampled_from(["", *Kind.values]),
    band=st.sampled_from(["", *Band.values]),
    cpv=st.sampled_from(["", "45"]),
    metro=st.booleans(),
)


@given(FILTERS)
def test_an_address_says_all_the_filters_and_is_read_back(filters):
    assert read_filters(filters.query()) == filters


@given(
    st.lists(st.sampled_from(sorted(INDICATORS)), min_size=1, max_size=6),
    st.sampled_from(Dimension.values),
    FILTERS,
    st.booleans(),
)
def test_any_choice_becomes_one_that_can_be_answered_and_its_address_is_the_same_choice(
    keys, dimension, filters, is_drawn
):
    found = crossed(keys, dimension, filters, is_drawn=is_drawn)
    assert found.indicators[0].key == keys[0]
    assert all(found.dimension in dimensions_of(one) for one in found.indicators)
    assert read(found.query) == replace(found, left_out=(), is_moved=False)


def test_what_counts_other_rows_is_left_out_and_told():
    found = crossed(["lots", "projects", "amount"], "anno", Filters())
    assert found.keys == ("lots", "amount")
    assert [one.key for one in found.left_out] == ["projects"]


def test_what_is_divided_by_residents_is_told_province_by_province_only():
    found = crossed(["per_capita"], "anno", Filters())
    assert (found.dimension, found.is_moved) == (Dimension.PROVINCE, True)


def test_nothing_known_is_no_choice():
    assert crossed(["nessuno"], "anno", Filters()) is None
    assert read("per=anno") is None


# Figures ------------------------------------------------------------------------------------------


@pytest.fixture
def figures(data, db):
    def ask(keys, dimension, filters=TREVISO):
        block = block_of(crossed(keys, dimension, filters))
        return {line.label: [cell.number for cell in line.cells] for line in block.lines}

    return ask


def test_lots_by_year_are_those_counted_by_hand(figures):
    assert figures(["lots", "amount"], "anno") == {
        "2024": [8, 2_780_000],
        "2025": [3, 1_320_000],
    }


def test_lots_by_region_are_of_all_its_provinces(figures):
    assert figures(["lots"], "regione", Filters()) == {"Veneto": [13], "Lombardia": [1]}


def test_lots_by_kind_stand_in_the_order_of_the_list(figures):
    found = figures(["lots"], "oggetto")
    assert list(found) == ["Lavori", "Servizi", "Forniture"]
    assert found == {"Lavori": [8], "Servizi": [2], "Forniture": [1]}


def test_projects_are_of_the_programme_of_their_indicator(figures):
    assert figures(["pnc_projects"], "provincia", Filters()) == {"Treviso": [4]}
    assert figures(["projects"], "provincia", Filters()) == {"Treviso": [1], "Belluno": [1]}


def test_too_few_cases_are_not_told_line_by_line(figures):
    assert figures(["median_amount"], "oggetto")["Servizi"] == [None]


def test_the_whole_is_one_line(figures):
    assert figures(["amount"], "") == {"In tutto": [4_100_000]}


def test_every_indicator_answers_by_every_dimension_it_has(data, db):
    for key, one in INDICATORS.items():
        for dimension in dimensions_of(one):
            found = answered(crossed([key], dimension, Filters()))
            assert all(key in row for row in found), (key, dimension)
            assert found or one.mart in ("m_staff", "m_digital"), (key, dimension)


def test_one_value_is_that_of_the_section(data, db):
    assert single(INDICATORS["amount"], TREVISO)["amount"] == 4_100_000
    assert single(INDICATORS["per_capita"], Filters()) == {}  # one for each Province, none for all


# Pages --------------------------------------------------------------------------------------------


def test_a_visitor_reads_what_is_for_everybody_and_signs_in_for_the_rest(client, enti, data):
    page = client.get("/dati/analisi/?indicatore=lots&per=anno&provincia=TV")
    assert "Lotti (CIG) per anno" in words(page)
    assert spec_of(page, "c-analisi")["series"][0]["values"] == [8, 3]
    assert "Salva questa vista" not in words(page)
    assert "Aggiudicazioni:" not in words(client.get("/dati/analisi/"))
    assert client.get("/dati/analisi/?indicatore=single_bid").status_code == 302


def test_the_page_says_what_was_left_out_and_moved(client, enti, data):
    said = words(client.get("/dati/analisi/?indicatore=lots&indicatore=projects&per=missione"))
    assert "Guarda a parte: Progetti (CUP)" in said
    assert "li vedi per «Tutto insieme»" in said


def test_a_line_opens_the_records_it_counts(sign_in, data):
    client = sign_in("treviso.admin")
    page = client.get("/dati/analisi/?indicatore=lots&per=oggetto&provincia=TV").content.decode()
    assert "/dati/registro/?provincia=TV&amp;oggetto=SERVICES" in page
    shares = client.get("/dati/analisi/?indicatore=direct_share&per=procedura").content.decode()
    assert "procedura=OPEN" not in shares.split("<table", 1)[1]


def test_the_table_comes_as_a_file(client, enti, data):
    address = "/dati/analisi/?indicatore=lots&per=anno&provincia=TV&formato=csv"
    text = b"".join(client.get(address).streaming_content).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";"))[1:] == [
        ["2024", "8,0"],
        ["2025", "3,0"],
    ]


def test_the_statements_of_the_page_do_not_grow_with_its_lines(
    client, enti, data, django_assert_max_num_queries
):
    client.get("/dati/analisi/?indicatore=lots&per=cpv")
    with django_assert_max_num_queries(12):
        client.get("/dati/analisi/?indicatore=lots&per=cpv")
