"""The marts: who is in, whose a delegated lot is, what is left out of discounts and times, CUP × CIG."""

from contextlib import closing
from datetime import date
from decimal import Decimal

import duckdb
import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..queries.filters import Filters, lots, winners
from ..rules.engines import spoken
from ..rules.marts.building import ORDER
from ..rules.marts.lots import band
from ..rules.marts.tables import CONTRACT, MARTS
from ..terms.bands import Kind, band_of
from . import world
from .world import BELLUNO, BRESCIA, MILANO, TREVISO


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    return world.make_lake(tmp_path_factory.mktemp("lake"))


@pytest.fixture
def ask(lake):
    connection = lake.connect()

    def rows(sql):
        return connection.execute(sql).fetchall()

    return rows


def test_a_mart_has_its_columns_and_its_order(lake):
    connection = lake.connect()
    assert set(MARTS) == set(ORDER) <= set(lake.tables())
    for name, columns in MARTS.items():
        found = connection.execute(f"DESCRIBE {name}").fetchall()
        assert [line[0] for line in found] == list(columns)
        for line, kind in zip(found, columns.values(), strict=True):
            assert (line[1] == "BIGINT") == (kind == "int64"), (name, line[0])
    owners = [ente for (ente,) in connection.execute("SELECT ente_id FROM m_lots").fetchall()]
    assert owners == sorted(owners)


def test_only_lots_of_the_perimeter_are_kept_each_once(ask):
    assert ask("SELECT count(*), count(DISTINCT cig) FROM m_lots") == [(15, 15)]
    assert ask("SELECT count(*) FROM m_lots WHERE cig = 'B000000015'") == [(0,)]
    assert ask("SELECT is_metro FROM m_bodies WHERE ente_id = 9") == [(True,)]


def test_a_delegated_lot_belongs_to_who_ran_it_and_to_whom_it_was_for(ask):
    found = {
        cig: rest
        for cig, *rest in ask(
            "SELECT cig, ente_id, sua_ente_id, beneficiary_ente_id, beneficiary_code FROM m_lots"
            " WHERE is_delegated"
        )
    }
    assert found == {
        "B000000010": [TREVISO, TREVISO, None, world.COMUNE],
        "B000000011": [BELLUNO, BELLUNO, None, world.COMUNE],  # written the other way round
        "B000000012": [BRESCIA, None, BRESCIA, world.CODES[BRESCIA]],  # somebody ran it for Brescia
    }


def test_a_lot_bought_under_the_vat_number_is_the_province_s(ask):
    assert ask("SELECT ente_id FROM m_lots WHERE cig = 'B000000016'") == [(TREVISO,)]


def test_discounts_leave_frameworks_and_absurd_amounts_out_and_count_them(ask):
    counted = ask(
        "SELECT cig, discount_base, discount_award FROM m_lots WHERE discount_base IS NOT NULL"
    )
    assert [cig for cig, *_ in counted] == [
        "B000000001", "B000000002", "B000000003", "B000000004", "B000000007", "B000000016",
    ]  # fmt: skip
    assert ask("SELECT cig FROM m_lots WHERE is_outlier") == [("B000000005",)]
    assert ask("SELECT cig FROM m_lots WHERE is_framework") == [("B000000006",)]


def test_safety_costs_are_not_part_of_what_is_discounted(tmp_path):
    rows = [
        world.lot("B000000001", TREVISO, 110_000, date(2024, 1, 1), safety_amount=Decimal(10_000))
    ]
    awards = [world.award("B000000001", 90_000, date(2024, 2, 1))]
    lake = world.make_lake(tmp_path, {"lots": rows, "awards": awards})
    found = lake.connect().execute("SELECT discount_base, discount_award FROM m_lots").fetchall()
    assert found == [(Decimal(100_000), Decimal(80_000))]


def test_days_are_of_races_alone_and_of_sensible_dates(tmp_path):
    day = date(2024, 1, 1)
    rows = [
        world.lot("B000000001", TREVISO, 1, day),
        world.lot("B000000002", TREVISO, 1, day),
        world.lot("B000000003", TREVISO, 1, day, "DIRECT"),
        world.lot("B000000004", TREVISO, 1, day),
    ]
    awards = [
        world.award("B000000001", 1, date(2024, 3, 1)),
        world.award("B000000002", 1, date(2023, 3, 1)),  # before it was published
        world.award("B000000003", 1, date(2024, 3, 1)),
        world.award("B000000004", 1, date(2459, 3, 1)),
    ]
    lake = world.make_lake(tmp_path, {"lots": rows, "awards": awards})
    found = lake.connect().execute("SELECT days FROM m_lots ORDER BY cig").fetchall()
    assert found == [(60,), (None,), (None,), (None,)]


def test_a_group_shares_its_award_and_a_person_has_no_name(ask):
    assert ask("SELECT winner_code, amount FROM m_winners WHERE cig = 'B000000002'") == [
        ("11111111111", 80_000), ("22222222222", 80_000),
    ]  # fmt: skip
    ((code, name),) = ask("SELECT winner_code, winner_name FROM m_winners WHERE is_person")
    assert name is None
    assert "RSSMRA" not in code


def test_a_winner_is_found_by_what_filters_ask_of_its_lot(lake):
    enti = (TREVISO, BELLUNO, BRESCIA)
    connection = lake.connect()
    for chosen in (
        Filters(kind="WORKS"), Filters(kind="SERVICES"), Filters(procedure="DIRECT"), Filters(pnrr="si"),
        Filters(attribution="sua"), Filters(first=date(2024, 1, 1)), Filters(cpv="45"),
    ):  # fmt: skip
        won = {row[0] for row in connection.execute(winners(chosen, enti)).fetchall()}
        asked = f"SELECT cig FROM m_winners WHERE cig IN (SELECT cig FROM ({lots(chosen, enti)}))"
        assert won == {row[0] for row in connection.execute(asked).fetchall()}
    assert connection.execute(winners(Filters(), enti)).fetchall()


def test_a_mart_made_before_a_column_came_has_it_empty(tmp_path):
    lake = world.make_lake(tmp_path)
    (path,) = lake.tables()["m_winners"]
    with closing(lake.engine()) as connection:
        connection.execute(f"CREATE TABLE kept AS SELECT * EXCLUDE (kind) FROM '{path}'")
        connection.execute(f"COPY kept TO '{path}' (FORMAT parquet)")
    with closing(lake.connect(CONTRACT)) as connection:
        found = connection.execute(
            "SELECT DISTINCT kind, count(*) > 0 FROM m_winners GROUP BY kind"
        ).fetchall()
        described = [line[0] for line in connection.execute("DESCRIBE m_winners").fetchall()]
    assert found == [(None, True)]
    assert described == list(MARTS["m_winners"])


def test_a_cup_takes_the_state_of_its_most_advanced_live_cig(ask):
    found = dict(ask("SELECT cup, state FROM m_projects"))
    assert found == {
        "F11B00000000001": "AWARDED",
        "F11B00000000002": "NO_CIG",
        "F11B00000000003": "ENDED_BADLY",
        "F11B00000000004": "CONCLUDED",
        "F11B00000000005": "RUNNING",  # known by ReGiS alone
        "F11B00000000006": "NO_CIG",
    }


def test_a_pair_is_one_row_with_all_who_say_it(ask):
    found = {
        (cup, cig): sources for cup, cig, sources in ask("SELECT cup, cig, sources FROM m_links")
    }
    assert found["F11B00000000001", "B000000003"] == "ANAC PNC"
    assert found["F11B00000000005", "B999999999"] == "ReGiS"
    assert len(found) == 5


def test_the_amount_of_a_cig_is_split_between_its_cup(ask):
    found = dict(ask("SELECT cup, cig_amount FROM m_projects WHERE cig_count > 0"))
    assert found["F11B00000000001"] == 300_000 + 200_000
    assert found["F11B00000000004"] == 200_000
    assert found["F11B00000000003"] == 0  # deserted


def test_residents_are_those_of_the_places_of_the_latest_year(ask):
    assert ask("SELECT residents, residents_year FROM m_bodies WHERE ente_id = 1") == [
        (117_001, 2025)
    ]
    assert ask("SELECT count(*) FROM m_bodies") == [(4,)]
    assert MILANO in {ente for (ente,) in ask("SELECT ente_id FROM m_bodies")}


def test_residents_counted_under_a_code_of_before_are_of_the_province_of_today(tmp_path):
    places = [{**world.PLACES[0], "former": "111001"}, {**world.PLACES[1], "former": "026012"}]
    people = [
        {"year": 2023, "place_istat": place, "residents": residents}
        for place, residents in (("111001", 80_000), ("026012", 33_000), ("111999", 7))
    ]
    lake = world.make_lake(tmp_path, {"places": places, "population": people})
    found = lake.connect().execute("SELECT ente_id, year, residents FROM m_population").fetchall()
    assert found == [(TREVISO, 2023, 113_000)]


def test_a_lake_written_before_a_column_came_is_read_with_the_column_empty(tmp_path):
    lake = world.make_lake(tmp_path)
    path = lake.folder("clean", "places") / "old.parquet"
    lake.engine().execute(
        f"COPY (SELECT '026086' AS istat, 'Treviso' AS name) TO '{path}' (FORMAT parquet)"
    )
    lake.publish("places", "small", path, rows=1, day="2025-06-30", source="prova")
    found = lake.connect().execute("SELECT istat, name, former FROM places").fetchall()
    assert found == [("026086", "Treviso", None)]


GIVEN = ibis.table({"k": "string", "a": "decimal(18, 2)", "d": "date"}, name="given")
BAND = spoken(GIVEN.select(b=band(GIVEN.k, GIVEN.a, GIVEN.d)))
engine = duckdb.connect(config={"threads": 1})


@given(
    st.sampled_from(Kind.values),
    st.decimals(min_value=0, max_value=7_000_000, places=2),
    st.dates(date(2012, 1, 1), date(2027, 12, 31)),
)
def test_the_band_of_a_column_is_that_of_the_rule(kind, amount, day):
    found = engine.execute(
        "CREATE OR REPLACE TEMP TABLE given AS SELECT ?::VARCHAR k, ?::DECIMAL(18,2) a, ?::DATE d",
        [kind, amount, day],
    )
    assert found.execute(BAND).fetchone() == (band_of(kind, amount, day).value,)
