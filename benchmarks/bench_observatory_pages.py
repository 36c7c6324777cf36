"""The sections of the observatory: a page against its raw SQL on the marts, at two sizes of the perimeter.

Of 60 million lots of the country about one in a hundred is of a Province: the page reads those alone,
so that 600,000 lots of the perimeter stand for the whole country. `BENCH_LOTS=60000` makes it smaller.
«Raw» is the time of the statements of the page asked one after the other of the same connection, the
answers that the process keeps forgotten before each; «kept» is the page as the next reader gets it.
"""

import csv
import os
import tempfile
import time
from pathlib import Path
from statistics import quantiles

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("DATABASE_URL", "sqlite::memory:")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from pico.core.testing import factories  # noqa: E402
from pico.horizontal.observatory.queries import engine  # noqa: E402
from pico.horizontal.observatory.rules.lake import Lake  # noqa: E402
from pico.horizontal.observatory.rules.marts.building import publish  # noqa: E402
from pico.horizontal.observatory.rules.tables import TABLES  # noqa: E402
from pico.horizontal.observatory.terms.sections import SectionKey  # noqa: E402
from scripts.places import ROOT  # noqa: E402
from scripts.say import say  # noqa: E402

LARGE = int(os.environ.get("BENCH_LOTS", "600000"))
SMALL, ROUNDS = LARGE // 6, 15
REGISTRY = ROOT / "pico" / "core" / "enti" / "data"
DIVISIONS = {
    "NORTH_WEST": ("01", "02", "03", "07"), "NORTH_EAST": ("04", "05", "06", "08"),
    "CENTRE": ("09", "10", "11", "12"), "SOUTH": ("13", "14", "15", "16", "17", "18"),
    "ISLANDS": ("19", "20"),
}  # fmt: skip

# Columns of invented rows: `n` is their number, `hash(n, 'word')` what makes each its own.
LOTS = """
SELECT 'B' || lpad(n::VARCHAR, 9, '0') AS cig, 'G' || (n // 2) AS tender_number,
  'Lavori di manutenzione n. ' || n AS lot_object,
  CASE hash(n, 'k') % 10 WHEN 0 THEN 'SUPPLIES' WHEN 1 THEN 'SUPPLIES' WHEN 2 THEN 'WORKS'
    WHEN 3 THEN 'WORKS' WHEN 4 THEN 'WORKS' WHEN 5 THEN 'WORKS' ELSE 'SERVICES' END AS kind,
  round(exp(8.5 + 6 * pow((hash(n, 'a') % 10000) / 10000, 2)), 2) AS lot_amount,
  (DATE '2021-01-01' + (hash(n, 'd') % 2090)::INT)::DATE AS published_on,
  (published_on + 30)::DATE AS due_on, year(published_on) AS year, month(published_on) AS month,
  CASE WHEN lot_amount < 140000 AND hash(n, 'p') % 10 < 8 THEN 'DIRECT'
    WHEN hash(n, 'p') % 10 < 5 THEN 'BELOW_THRESHOLD' WHEN hash(n, 'p') % 10 < 8 THEN 'OPEN'
    WHEN hash(n, 'p') % 10 = 8 THEN 'FRAMEWORK' ELSE 'NEGOTIATED_WITHOUT_NOTICE' END AS procedure,
  bodies[1 + (hash(n, 'b') % len(bodies))::INT].code AS buyer_code,
  bodies[1 + (hash(n, 'b') % len(bodies))::INT].name AS buyer_name,
  (['45', '90', '71', '33', '09', '79', '50', '34', '60', '72'])[1 + (hash(n, 'c') % 10)::INT]
    || '000000-0' AS cpv,
  hash(n, 'e') % 12 = 0 AS is_delegated,
  CASE WHEN is_delegated THEN lpad((hash(n, 'f') % 900)::VARCHAR, 11, '7') END AS delegating_code,
  CASE WHEN is_delegated THEN 'Comune n. ' || hash(n, 'f') % 900 END AS delegating_name,
  CASE WHEN is_delegated THEN 'Gara completa' END AS delegated_functions,
  hash(n, 'r') % 9 = 0 AS is_pnrr, CASE WHEN hash(n, 'o') % 30 = 0 THEN '3' END AS outcome_code
FROM range({size}) AS t(n), (SELECT list({{'code': fiscal_code, 'name': name}}) AS bodies FROM made_bodies)
"""
AWARDS = """
SELECT cig, 'A' || cig AS award_id, (published_on + (5 + hash(cig, 'd') % 220)::INT)::DATE AS awarded_on,
  round(lot_amount * (1 - (hash(cig, 'r') % 35) / 100), 2) AS amount,
  CASE WHEN procedure = 'DIRECT' THEN 1 ELSE 1 + hash(cig, 'o') % 7 END AS admitted,
  hash(cig, 's') % 4 = 0 AS is_subcontracted
FROM made_lots WHERE outcome_code IS NULL AND hash(cig, 'w') % 5 > 0
"""
WINNERS = """
SELECT cig, award_id, lpad((hash(cig, 'v') % 9000)::VARCHAR, 11, '1') AS fiscal_code,
  'Impresa n. ' || hash(cig, 'v') % 9000 AS name FROM made_awards
"""
STARTS = """
SELECT cig, award_id, (awarded_on + (10 + hash(cig, 't') % 120)::INT)::DATE AS signed_on,
  signed_on AS started_on FROM made_awards WHERE hash(cig, 'k') % 10 < 7
"""
ENDS = """
SELECT cig, award_id, (signed_on + (90 + hash(cig, 'u') % 400)::INT)::DATE AS ended_on
FROM made_contract_starts WHERE hash(cig, 'e') % 10 < 5
"""
VARIANTS = """
SELECT cig, award_id, 'V' || cig AS variant_id, 'Motivo n. ' || hash(cig, 'm') % 6 AS reason,
  signed_on AS approved_on FROM made_contract_starts WHERE hash(cig, 'x') % 8 = 0
"""
SUBCONTRACTS = """
SELECT cig, 'S' || cig AS subcontract_id, lpad((hash(cig, 'y') % 9000)::VARCHAR, 11, '1') AS fiscal_code,
  'Impresa n. ' || hash(cig, 'y') % 9000 AS name, signed_on AS authorised_on
FROM made_contract_starts WHERE hash(cig, 'z') % 6 = 0
"""
PROJECTS = """
SELECT CASE WHEN n % 4 = 0 THEN 'PNC' ELSE 'PNRR' END AS programme, 'F11B' || lpad(n::VARCHAR, 11, '0') AS cup,
  'Progetto n. ' || n AS title, 'M' || (2 + n % 4) AS mission, 'Misura ' || n % 14 AS measure_name,
  CASE n % 7 WHEN 0 THEN 'CHIUSO' ELSE 'ATTIVO' END AS status, 'Settore ' || n % 5 AS sector,
  bodies[1 + (hash(n, 'b') % len(bodies))::INT].code AS body_code,
  round(200000 + hash(n, 'a') % 4000000, 2) AS pnrr_amount, pnrr_amount AS pnc_amount,
  pnrr_amount * 1.2 AS total_amount
FROM range({projects}) AS t(n), (SELECT list({{'code': fiscal_code}}) AS bodies FROM made_bodies)
"""
LINKS = """
SELECT cup, 'B' || lpad((hash(cup, 'c') % {size})::VARCHAR, 9, '0') AS cig FROM made_projects
WHERE hash(cup, 'l') % 3 > 0
"""
PAYMENTS = """
SELECT cup, round(total_amount * (hash(cup, 'p') % 80) / 100, 2) AS paid FROM made_projects
"""
LEVELS = """
SELECT fiscal_code, 'L' || (1 + hash(fiscal_code) % 3) AS level_works,
  'SF' || (1 + hash(fiscal_code, 's') % 3) AS level_supplies, DATE '2027-06-30' AS expires_on
FROM made_bodies WHERE hash(fiscal_code, 'q') % 8 > 0
"""
PLACES = """
SELECT province_code || lpad(c::VARCHAR, 3, '0') AS istat, province_code, 'Comune n. ' || c AS name
FROM made_bodies, range(1, 40) AS t(c)
"""
PEOPLE = """
SELECT y AS year, province_code || '001' AS place_istat, 90000 + hash(province_code) % 900000 AS residents
FROM made_bodies, range(2021, 2027) AS t(y)
"""
STAFF_BODIES = """
SELECT y AS year, fiscal_code AS body_code, fiscal_code FROM made_bodies, range(2021, 2025) AS t(y)
"""
STAFF = """
SELECT year, body_code, kind[1] AS table_code, kind[2] AS measure, area, gender,
  10 + hash(body_code, area, gender, kind[2], year) % 40 AS amount
FROM made_staff_bodies, (SELECT unnest(['Operatori', 'Istruttori', 'Funzionari ed elevata qualificazione', 'Dirigenti']) AS area),
  (SELECT unnest(['F', 'M']) AS gender),
  (SELECT unnest([['T1', 'HEADS'], ['T5', 'LEAVERS'], ['T6', 'JOINERS'], ['T8', 'AGE_35'], ['T8', 'AGE_50'], ['T8', 'AGE_60']]) AS kind)
"""
TABLES_MADE = {
    "lots": LOTS, "awards": AWARDS, "winners": WINNERS, "contract_starts": STARTS,
    "contract_ends": ENDS, "variants": VARIANTS, "subcontracts": SUBCONTRACTS,
    "projects": PROJECTS, "lot_cups": LINKS,
    "project_payments": PAYMENTS, "qualifications": LEVELS, "places": PLACES, "population": PEOPLE,
    "staff_bodies": STAFF_BODIES, "staff": STAFF,
}  # fmt: skip


def bodies() -> list[tuple]:
    """The 88 of the registry, as `bodies` has them; without a fiscal code there, their VAT number."""
    with (REGISTRY / "province.csv").open() as file:
        rows = list(csv.DictReader(file))
    division = {code: key for key, codes in DIVISIONS.items() for code in codes}
    return [
        (
            int(one["n"]), "PROV", one["denominazione"],
            one["codice_fiscale"] or one["partita_iva_regis"], one["sigla"],
            one["cod_provincia_istat"], one["cod_regione_istat"], one["regione"],
            division[one["cod_regione_istat"]],
        )
        for one in rows
    ]  # fmt: skip


def make(lake: Lake, size: int, day: str = "2026-09-30") -> None:
    """Write the clean tables of an invented perimeter of `size` lots, and the marts of them."""
    connection = lake.engine()
    connection.execute(
        "CREATE TABLE made_bodies (ente_id INT, kind VARCHAR, name VARCHAR, fiscal_code VARCHAR,"
        " sigla VARCHAR, province_code VARCHAR, region_code VARCHAR, region_name VARCHAR, division VARCHAR)"
    )
    connection.executemany("INSERT INTO made_bodies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", bodies())
    _publish(lake, connection, "bodies", day)
    for name, sql in TABLES_MADE.items():
        said = sql.format(size=size, projects=max(2000, size // 60)) if "{" in sql else sql
        connection.execute(f"CREATE TABLE made_{name} AS {said}")
        _publish(lake, connection, name, day)
    publish(lake)


def _publish(lake: Lake, connection, name: str, day: str) -> None:
    """Put what was made into the columns of the contract."""
    has = {line[0] for line in connection.execute(f"DESCRIBE made_{name}").fetchall()}
    columns = ", ".join(
        f'"{column}"::{kind} AS "{column}"' if column in has else f'NULL::{kind} AS "{column}"'
        for column, kind in TABLES[name].items()
    )
    path = lake.folder("clean", name) / "made.parquet"
    connection.execute(f"COPY (SELECT {columns} FROM made_{name}) TO '{path}' (FORMAT parquet)")
    rows = connection.execute(f"SELECT count(*) FROM made_{name}").fetchone()[0]
    lake.publish(name, "made", path, rows=rows, day=day, source="bench")


# Measuring ----------------------------------------------------------------------------------------


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1] * 1000


def measured(call, *, forget: bool) -> float:
    times = []
    for _round in range(ROUNDS + 2):
        if forget:
            engine.opened().answers.clear()
            engine.opened().made.clear()
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return p95(times[2:])


def statements(client: Client, address: str) -> list[str]:
    """What a page asks of the marts."""
    engine.opened().answers.clear()
    engine.opened().made.clear()
    client.get(address)
    return list(engine.opened().answers)


def main() -> None:
    call_command("migrate", verbosity=0)
    enti = factories.make_house()
    people = factories.make_cast(enti)
    client = Client()
    client.force_login(
        people["treviso.admin"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    with tempfile.TemporaryDirectory() as folder:
        for size in (SMALL, LARGE):
            settings.OBSERVATORY_LAKE = Path(folder) / str(size)
            started = time.perf_counter()
            make(Lake(settings.OBSERVATORY_LAKE), size)
            say(f"{size:>9,} lots, marts made in {time.perf_counter() - started:.1f} s")
            say("  section             page p95   raw p95   ratio   kept p95")
            for key in SectionKey:
                report(client, f"/dati/{key.value}/")


def report(client: Client, address: str) -> None:
    asked = statements(client, address)
    known = engine.opened()
    page = measured(lambda: client.get(address), forget=True)
    raw = measured(lambda: [engine.rows_of(known, sql) for sql in asked], forget=True)
    kept = measured(lambda: client.get(address), forget=False)
    say(f"  {address:<18} {page:7.0f} ms {raw:6.0f} ms  {page / raw:5.2f}  {kept:6.0f} ms")


if __name__ == "__main__":
    main()
