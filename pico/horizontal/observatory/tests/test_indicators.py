"""Indicators against values worked out by hand, on DuckDB and on Spark: the same expression."""

import warnings

import ibis
import pytest

from ..queries.engine import WITH_RESIDENTS
from ..rules import tables
from ..rules.engines import SPARK, spoken
from ..rules.indicators.declaring import measures
from ..rules.indicators.every import GROUPS, INDICATORS
from ..rules.marts import building
from ..rules.marts.tables import mart
from . import world
from .world import TREVISO


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    return world.make_lake(tmp_path_factory.mktemp("lake"), world.EXECUTED)


def rows_of(name: str, ente: int | None = TREVISO, programme: str = ""):
    rows = mart(name)
    if ente:
        rows = rows.filter(rows.ente_id == ente)
    return rows.filter(rows.programme == programme) if programme else rows


def value(lake, key: str, ente=TREVISO, programme: str = ""):
    one = INDICATORS[key]
    rows = rows_of(one.mart, ente, programme)
    if key == "per_capita":
        rows = rows.mutate(residents=ibis.literal(117_000))
    return lake.connect().execute(spoken(measures(rows, [one]))).fetchone()


# Treviso ran lots 1-10 and 16: 100, 200, 300, 400, 500, 1000, 30, 20, 600, 700, 250 thousand.
BY_HAND = {
    "lots": 11,
    "tenders": 11,
    "amount": 4_100_000,
    "mean_amount": 4_100_000 / 11,
    "median_amount": 300_000,
    "works_share": 8 / 11 * 100,
    "direct_share": 2 / 11 * 100,
    "direct_amount_share": 50_000 / 4_100_000 * 100,
    "per_capita": 4_100_000 / 117_000,
    "delegated_lots": 1,
    "delegated_amount": 700_000,
    "delegated_share": 1 / 11 * 100,
    "delegating_bodies": 1,
    "awarded": 8,
    "outcome_coverage": 9 / 11 * 100,
    # Bases 100+200+300+400+30+250, awards 90+160+240+400+29+200.
    "discount": (1 - 1119 / 1280) * 100,
    "outliers": 1,
    "median_bids": 3,  # 1, 4, 5, 2, 1, 6, 3
    "single_bid": 2 / 7 * 100,
    "deserted": 1 / 9 * 100,
    "days": 60,  # 30, 50, 60, 100, 10, 60, 100
    "days_p90": 100,
    "winners": 4,
    # Strade 90+80, Ponti 80+240, Terra 400, one person 29: 919 in all.
    "hhi": (170**2 + 320**2 + 400**2 + 29**2) / 919**2 * 10_000,
    "top_share": 100,
}


@pytest.mark.parametrize("key", BY_HAND)
def test_an_indicator_is_what_one_counts_by_hand(lake, key):
    assert float(value(lake, key)[0]) == pytest.approx(BY_HAND[key])


@pytest.mark.parametrize(
    ("key", "programme", "expected"),
    [
        ("projects", "PNRR", 1),
        ("financed", "PNRR", 1_000_000),
        ("total", "PNRR", 2_000_000),
        ("paid", "PNRR", 500_000),
        ("progress", "PNRR", 25),
        ("project_lots", "PNRR", 1),
        ("pnc_projects", "PNC", 4),
        ("pnc_financed", "PNC", 1_300_000),
        ("pnc_with_cig", "PNC", 3),
        ("pnc_coverage", "PNC", 75),
        # 300 and half of 400 for the first CUP, half of 400 for the fourth.
        ("pnc_tendered", "PNC", 700_000 / 1_300_000 * 100),
        ("pnc_residual", "PNC", 100_000 + 500_000 + 200_000),
    ],
)
def test_an_indicator_of_projects_is_what_one_counts_by_hand(lake, key, programme, expected):
    assert float(value(lake, key, TREVISO, programme)[0]) == pytest.approx(expected)


def test_staff_is_counted_by_the_table_it_is_in(tmp_path):
    def line(table, measure, amount, gender="F"):
        return {
            "year": 2024, "body_code": "100", "table_code": table, "measure": measure,
            "amount": amount, "gender": gender, "area": "Istruttori",
        }  # fmt: skip

    lines = [
        line("T1", "HEADS", 60), line("T1", "HEADS", 40, "M"), line("T6", "JOINERS", 4),
        line("T5", "LEAVERS", 8), line("T8", "AGE_40", 75), line("T8", "AGE_60", 25),
        line("T11", "TRAINING", 150), line("T11", "TRAINING", 100, "M"), line("T11", "ABSENCE", 900),
        line("T11", "REMOTE", 900, "M"),
    ]  # fmt: skip
    bodies = [{"year": 2024, "body_code": "100", "fiscal_code": world.CODES[TREVISO]}]
    lake = world.make_lake(tmp_path, {"staff": lines, "staff_bodies": bodies})
    found = {
        key: float(value(lake, key)[0])
        for key in (
            "heads", "women_share", "joiners", "leavers", "replaced", "mean_age", "training_days",
            "training_hours",
        )
    }  # fmt: skip
    assert found == {
        "heads": 100, "women_share": 60, "joiners": 4, "leavers": 8, "replaced": 50,
        "mean_age": (75 * 42.5 + 25 * 62.5) / 100, "training_days": 2.5, "training_hours": 18,
    }  # fmt: skip


def test_nothing_gives_nothing_and_never_an_error(lake):
    for group in GROUPS:
        for one in group:
            if one.key in WITH_RESIDENTS:
                continue
            found, cases = value(lake, one.key, ente=777)
            assert not cases
            assert found in (None, 0), one.key


def test_every_indicator_says_what_it_is():
    for key, one in INDICATORS.items():
        assert (one.key, bool(one.label and one.definition and one.formula)) == (key, True)
        assert one.origin.tables
        assert one.origin.licence.uri
    assert sum(len(group) for group in GROUPS) == len(INDICATORS)


@pytest.fixture(scope="module")
def spark():
    sql = pytest.importorskip("pyspark.sql", reason="PySpark is not installed.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            sql.SparkSession.builder.master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.sql.session.timeZone", "UTC")
            .getOrCreate()
        )
        yield session
        session.stop()


SPOKEN = ("m_lots", "m_winners", "m_projects", "m_staff")
OF_SPARK = {"VARCHAR": "STRING", "INTEGER": "INT"}


def tell_spark(lake, spark) -> None:
    """Give Spark the clean tables; what is not loaded yet is an empty table, as the lake has it."""
    there = lake.tables()
    for name, columns in tables.TABLES.items():
        if name in there:
            rows = spark.read.parquet(*map(str, there[name]))
        else:
            empty = (f"CAST(NULL AS {OF_SPARK.get(k, k)}) AS {c}" for c, k in columns.items())
            rows = spark.sql(f"SELECT {', '.join(empty)} WHERE FALSE")
        rows.createOrReplaceTempView(name)


@pytest.mark.filterwarnings("ignore")
def test_spark_makes_the_same_marts_and_gives_the_same_rows(lake, spark):
    """The same expressions, told to another engine, on the same clean files."""
    tell_spark(lake, spark)
    connection = lake.connect()
    for name, expression in building.EXPRESSIONS.items():
        made = spark.sql(spoken(building.in_form(name, expression()), SPARK))
        made.createOrReplaceTempView(name)
        theirs = sorted(tuple(map(str, row)) for row in made.collect())
        ours = connection.execute(spoken(mart(name))).fetchall()
        assert theirs == sorted(tuple(map(str, row)) for row in ours), name
    groups = {}
    for one in INDICATORS.values():
        if one.mart in SPOKEN and one.key not in WITH_RESIDENTS:
            groups.setdefault((one.mart, one.shaped), []).append(one)
    for (name, shaped), chosen in groups.items():
        by = None if shaped else ["ente_id"]
        asked = measures(mart(name), chosen, by)
        here = connection.execute(spoken(asked)).fetchall()
        there = spark.sql(spoken(asked, SPARK)).collect()
        assert sorted(plain(row) for row in there) == sorted(plain(row) for row in here), name


def plain(row) -> tuple:
    return tuple(-1.0 if one is None else round(float(one), 6) for one in row)
