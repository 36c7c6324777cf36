"""The region that a VAT number tells: by hand, on the Comuni and on the winners of the PNRR."""

import csv
from collections import Counter, defaultdict
from datetime import date

import duckdb
import ibis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..queries.filters import Filters
from ..queries.sections import section
from ..rules.engines import spoken
from ..rules.indicators.declaring import measures
from ..rules.indicators.every import INDICATORS
from ..rules.marts.offices import RUNS, SECOND, region_of
from ..rules.marts.tables import mart
from ..terms.sections import SectionKey
from . import world
from .world import BRESCIA, TREVISO

GIVEN = ibis.table({"code": "string"}, name="given")
REGION = spoken(GIVEN.select("code", region=region_of(GIVEN.code)))
engine = duckdb.connect(config={"threads": 1})


def regions(codes) -> dict[str, str | None]:
    engine.execute("CREATE OR REPLACE TEMP TABLE given (code VARCHAR)")
    engine.executemany("INSERT INTO given VALUES (?)", [[one] for one in codes])
    return dict(engine.execute(REGION).fetchall())


def number(start: str) -> str:
    """Ten digits and the one that Luhn's formula adds."""
    doubled = (sum(divmod(int(one) * (1 + at % 2), 10)) for at, one in enumerate(start))
    return f"{start}{-sum(doubled) % 10}"


@pytest.mark.parametrize(
    ("code", "region"),
    [
        ("80008870265", "05"),  # the Province of Treviso: office 026
        ("01138380264", "05"),  # and its VAT number
        ("08911820960", "03"),  # the metropolitan city of Milano: the second office, 096
        ("80008870266", None),  # a wrong check digit
        ("8000887026", None),
        ("RSSMRA80A01L407X", None),
        ("CHE-101468464", None),
        (number("0000000888"), None),  # of no place
        (number("0000000999"), None),
        (number("0000000000"), None),
    ],
)
def test_a_number_tells_the_region_of_its_office(code, region):
    assert regions([code]) == {code: region}


@given(st.integers(0, 9_999_999), st.sampled_from(sorted(SECOND)), st.integers(0, 9))
def test_only_the_right_last_digit_tells_a_region(serial, office, last):
    right = number(f"{serial:07}{office}")
    given_code = f"{right[:-1]}{last}"
    assert regions([given_code])[given_code] == (SECOND[office] if given_code == right else None)


def test_every_office_has_one_region():
    named = [f"{one:03}" for one in range(1, 96)]
    inside = [sum(first <= office <= last for _region, first, last in RUNS) for office in named]
    assert set(inside) == {1}
    assert len({region for region, *_ends in RUNS}) == 20
    assert not set(named) & set(SECOND)


# The share of winners of the region ---------------------------------------------------------------

VENETO, OTHER_VENETO, LOMBARDY = number("0100000026"), number("0200000023"), number("0300000098")
LOTS = [
    world.lot(f"B00000000{n}", TREVISO, 100_000, date(2024, 1, 10)) for n in (1, 2, 3, 4, 5, 6)
]  # fmt: skip
WON = {
    "B000000001": [VENETO], "B000000002": [VENETO, LOMBARDY], "B000000003": [LOMBARDY],
    "B000000004": [OTHER_VENETO], "B000000005": [OTHER_VENETO, "RSSMRA80A01L407X"],
    "B000000006": ["12345678901"],
}  # fmt: skip
AWARDS = [
    world.award(cig, amount, date(2024, 3, 1))
    for cig, amount in zip(WON, (10, 40, 50, 100, 200, 7), strict=True)
]
WINNERS = [
    {"cig": cig, "award_id": f"A{cig}", "fiscal_code": code, "name": code}
    for cig, codes in WON.items()
    for code in codes
]
ROWS = {"lots": LOTS, "awards": AWARDS, "winners": WINNERS}


@pytest.mark.parametrize(
    ("key", "expected", "cases"),
    [
        # 1 + ½ + 0 + 1 + ½ of 1 + 1 + 1 + 1 + ½ lots.
        ("local_winners", 3 / 4.5 * 100, 6),
        # 10 + 20 + 100 + 100 of 10 + 40 + 50 + 100 + 100.
        ("local_amount", 230 / 300 * 100, 6),
        # Of eight winners a person and a wrong number are not known.
        ("seat_coverage", 6 / 8 * 100, 8),
    ],
)
def test_the_share_of_the_region_is_what_one_counts_by_hand(tmp_path, key, expected, cases):
    lake = world.make_lake(tmp_path, ROWS)
    asked = measures(mart("m_winners"), [INDICATORS[key]])
    found = lake.connect().execute(spoken(asked)).fetchone()
    assert float(found[0]) == pytest.approx(expected)
    assert found[1] == cases


def test_the_same_winner_is_not_of_the_region_of_another_province(tmp_path):
    lots = [world.lot("B000000001", BRESCIA, 1, date(2024, 1, 10))]
    lake = world.make_lake(tmp_path, {**ROWS, "lots": lots})
    found = lake.connect().execute("SELECT cig, is_local FROM m_winners").fetchall()
    assert found == [("B000000001", False)]


@pytest.mark.django_db
def test_the_section_tells_it_by_year_and_calls_it_an_estimate(lake):
    world.make_lake(lake.root, ROWS)
    found = section(SectionKey.AWARDS, Filters(provinces=("TV",)))
    (line,) = next(one for one in found.blocks if one.key == "stessa-regione").lines
    assert [round(cell.value, 1) for cell in line.cells] == [66.7, 76.7, 75.0]
    (tile,) = [one for one in found.tiles if one.indicator.key == "local_winners"]
    assert "stima" in str(tile.indicator.label)


# Real data ----------------------------------------------------------------------------------------


@pytest.mark.shareddata
def test_the_offices_are_right_for_the_comuni(shared):
    """The fiscal codes of the annual account against the register of ISTAT, by the name of the Comune."""
    of_name = defaultdict(set)
    with (shared / "geo_istat/codici_statistici_22_01_2024.csv").open(
        encoding="cp1252", newline=""
    ) as file:
        for row in csv.reader(file, delimiter=";"):
            if row[0].isdigit():
                of_name[row[6].upper()].add(row[0])
    told = {}
    with (shared / "personale/TipoIstituzione_Istituzione.CSV").open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file, delimiter=";"):
            name = row["DESC_ISTITUZIONE"].strip().removeprefix("COMUNE DI ")
            if len(found := of_name.get(name, ())) == 1:
                told[row["CODI_FISCALE"].strip().zfill(11)] = min(found)
    known = regions(told)
    right = sum(known[code] == region for code, region in told.items())
    assert len(told) > 7000
    assert None not in known.values()
    assert right / len(told) > 0.99


@pytest.mark.shareddata
def test_the_second_offices_are_where_the_projects_of_their_winners_are(shared):
    """The region where a winner's projects are most often, against chance, is that of its office."""
    winners, places = (
        str(shared / f"pnrr_pnc/PNRR_{name}.parquet")
        for name in ("Aggiudicatari_Gare", "Localizzazione-Universo_REGIS")
    )
    pairs = (
        duckdb.connect()
        .execute(
            "SELECT lpad(trim(codice_fiscalepiva), 11, '0')[8:10] AS office, lpad(regione::VARCHAR, 2, '0') "
            "FROM (SELECT DISTINCT cup, codice_fiscalepiva FROM read_parquet(?) "
            "WHERE regexp_full_match(trim(codice_fiscalepiva), '[0-9]{8,11}')) "
            "JOIN (SELECT cup, min(regione) AS regione FROM read_parquet(?) WHERE regione BETWEEN 1 AND 20 "
            "GROUP BY cup HAVING count(DISTINCT regione) = 1) USING (cup)",
            [winners, places],
        )
        .fetchall()
    )
    everywhere = Counter(region for _office, region in pairs)
    of_office = defaultdict(Counter)
    for office, region in pairs:
        of_office[office][region] += 1
    for office, region in SECOND.items():
        found = of_office[office]
        strongest = max(found, key=lambda one: found[one] / everywhere[one])
        assert (office, strongest) == (office, region)
