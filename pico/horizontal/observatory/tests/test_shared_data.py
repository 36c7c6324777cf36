"""The real files beside the repository: counts and sums against those reckoned apart from the loaders."""

import csv
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from pico.core.access.actor import SYSTEM

from ..actions import loading
from ..terms.loads import LoadState

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
pytestmark = [
    pytest.mark.shareddata,
    pytest.mark.django_db,
    pytest.mark.usefixtures("without_marts"),
]


@pytest.fixture
def load(shared):
    def bring(name: str):
        path = shared / name
        found = loading.receive_file(path=path, name=path.name, actor=SYSTEM, now=NOW)
        done = loading.run_load(load=found, actor=SYSTEM, now=NOW, refreshes=False)
        assert done.state == LoadState.LOADED, done.error
        return done

    return bring


def one(lake, sql: str):
    return lake.connect().execute(sql).fetchone()


def test_anac_october_2023(load, lake, shared):
    done = load("anac/20231001-cig_csv.csv")
    with (shared / "anac/20231001-cig_csv.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    total = sum(Decimal(row["importo_lotto"] or 0) for row in rows)
    assert (done.dataset, done.part) == ("anac_cig", "delta-20231001")
    assert (done.rows_read, done.rows_kept) == (len(rows), len({row["cig"] for row in rows}))
    assert one(lake, "SELECT sum(lot_amount) FROM lots") == (total,)
    flags = one(
        lake, "SELECT count(*) FILTER (is_pnrr), count(*) FILTER (is_pnrr IS NULL) FROM lots"
    )
    assert flags == (256, 67)
    assert one(lake, "SELECT count(*) FROM lots WHERE procedure = 'DIRECT'")[0] == sum(
        row["tipo_scelta_contraente"] == "AFFIDAMENTO DIRETTO" for row in rows
    )


def test_payments_of_pnrr(load, lake, shared):
    done = load("pnrr_pnc/PNRR_Pagamenti_di_Progetto.parquet")
    assert done.rows_read == 127_377
    apart = (
        duckdb.connect()
        .execute(
            "SELECT sum(CAST(pagamenti_totali AS DECIMAL(18,2))) FROM read_parquet(?) "
            "WHERE cup IS NOT NULL",
            [str(shared / "pnrr_pnc/PNRR_Pagamenti_di_Progetto.parquet")],
        )
        .fetchone()
    )
    assert one(lake, "SELECT sum(paid) FROM project_payments") == apart
    assert done.report["warned"] == {"pagato più del finanziato: tenuto e segnato": 4773}
    assert done.data_on.isoformat() == "2025-03-31"


def test_pnc_without_awards_and_with_days_to_come(load, lake):
    projects, tenders = (
        load(f"pnrr_pnc/OpenData_PNC_{name}.parquet") for name in ("Progetti", "Gare")
    )
    assert (projects.rows_kept, tenders.rows_kept) == (5751, 15_251)
    assert one(lake, "SELECT count(*) FROM project_tenders WHERE awarded_amount IS NULL") == (9414,)
    lonely = "SELECT count(DISTINCT cup) FROM projects WHERE cup NOT IN (SELECT cup FROM lot_cups)"
    assert one(lake, lonely) == (2834,)


def test_links_of_anac(load, lake):
    load("pnrr_pnc/anac_open_cup_focus.csv")
    found = one(lake, "SELECT count(*), count(DISTINCT cup), count(DISTINCT cig) FROM lot_cups")
    assert found == (107_080, 46_231, 97_680)


def test_places_have_the_digits_of_istat(load, lake):
    load("pnrr_pnc/PNRR_Localizzazione-Universo_REGIS.parquet")
    load("geo_istat/codici_statistici_22_01_2024.csv")
    share = one(
        lake,
        "SELECT avg((place_istat IN (SELECT istat FROM places))::INT) FROM project_places "
        "WHERE place_istat IS NOT NULL",
    )[0]
    assert share > 0.98


def test_bodies_of_the_annual_account_have_eleven_digits(load, lake):
    load("personale/TipoIstituzione_Istituzione.CSV")
    found = one(
        lake,
        "SELECT count(*), count(*) FILTER (length(fiscal_code) = 11) FROM staff_bodies "
        "WHERE body_type = 'PROVINCE'",
    )
    assert found == (89, 89)


def test_pa_digitale_with_its_mixed_quotes(load, lake):
    for name in ("altrienti_finanziate", "finanziate_11", "finanziate_145"):
        load(f"padigitale2026/candidature_{name}.csv")
    found = one(
        lake,
        "SELECT count(*), count(*) FILTER (body_name ILIKE 'provincia di %') FROM digital_funding",
    )
    assert found[0] == 3054 + 413 + 7707
    assert found[1] > 60
