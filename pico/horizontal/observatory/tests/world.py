"""A small lake written by hand: a few bodies, lots, awards, projects whose figures fit in a head."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from ..rules.lake import Lake
from ..rules.marts.building import publish
from ..rules.tables import TABLES

TREVISO, BELLUNO, BRESCIA, MILANO = 1, 2, 3, 9
CODES = {
    TREVISO: "80008870265",
    BELLUNO: "93005430256",
    BRESCIA: "80008750178",
    MILANO: "08911820960",
}
COMUNE = "00481880268"
DAY = date(2026, 10, 1)


def euro(amount) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def lot(cig: str, body: int | str, amount, published: date, procedure="OPEN", kind="WORKS", **more):
    """A row of `lots`; `body` is an ente of the perimeter or a fiscal code."""
    return {
        "cig": cig, "tender_number": f"G{cig[-4:]}", "lot_object": f"Lotto {cig}", "kind": kind,
        "lot_amount": euro(amount), "published_on": published, "year": published.year,
        "month": published.month, "procedure": procedure, "buyer_code": CODES.get(body, body),
        "buyer_name": f"Ente {body}", "cpv": "45233141-9" if kind == "WORKS" else "90910000-9",
        "is_delegated": False, "is_pnrr": False, **more,
    }  # fmt: skip


def award(cig: str, amount, on: date, admitted: int | None = 3, **more):
    return {
        "cig": cig, "award_id": f"A{cig}", "awarded_on": on, "amount": euro(amount),
        "admitted": admitted, **more,
    }  # fmt: skip


def start(cig: str, signed: date | None, **more):
    return {"cig": cig, "award_id": f"A{cig}", "signed_on": signed, "started_on": signed, **more}


def body(ente_id: int, name: str, sigla: str, code: str, region: str, region_name: str, division: str, kind="PROV"):  # fmt: skip
    return {
        "ente_id": ente_id, "kind": kind, "name": name, "fiscal_code": CODES[ente_id],
        "vat_number": "01138380264" if ente_id == TREVISO else None, "sigla": sigla,
        "province_code": code, "region_code": region, "region_name": region_name,
        "division": division, "is_member": True,
    }  # fmt: skip


BODIES = [
    body(TREVISO, "Provincia di Treviso", "TV", "026", "05", "Veneto", "NORTH_EAST"),
    body(BELLUNO, "Provincia di Belluno", "BL", "025", "05", "Veneto", "NORTH_EAST"),
    body(BRESCIA, "Provincia di Brescia", "BS", "017", "03", "Lombardia", "NORTH_WEST"),
    body(MILANO, "Città metropolitana di Milano", "MI", "015", "03", "Lombardia", "NORTH_WEST", "CM"),
]  # fmt: skip

# Treviso: 6 open lots of 2024 with known awards, 2 direct ones, one for the Comune, one deserted.
LOTS = [
    lot("B000000001", TREVISO, 100_000, date(2024, 1, 10), place_istat="026086"),
    lot("B000000002", TREVISO, 200_000, date(2024, 2, 10)),
    lot("B000000003", TREVISO, 300_000, date(2024, 3, 10), is_pnrr=True),
    lot("B000000004", TREVISO, 400_000, date(2024, 4, 10)),
    lot("B000000005", TREVISO, 500_000, date(2024, 5, 10), kind="SERVICES"),
    lot("B000000006", TREVISO, 1_000_000, date(2024, 6, 10), realisation="ACCORDO QUADRO"),
    lot("B000000007", TREVISO, 30_000, date(2024, 7, 10), "DIRECT", "SERVICES"),
    lot("B000000008", TREVISO, 20_000, date(2025, 7, 10), "DIRECT", "SUPPLIES"),
    lot("B000000009", TREVISO, 600_000, date(2025, 3, 1), outcome_code="3"),
    lot("B000000010", TREVISO, 700_000, date(2025, 4, 1), is_delegated=True,
        delegating_code=COMUNE, delegating_name="Comune di Castelfranco",
        delegated_functions="Gara completa"),
    # The same the other way round: the Comune is written as the buyer, Belluno ran it.
    lot("B000000011", COMUNE, 800_000, date(2025, 5, 1), is_delegated=True,
        delegating_code=COMUNE, delegate_code=CODES[BELLUNO]),
    lot("B000000012", "09999999999", 50_000, date(2025, 6, 1), is_delegated=True,
        delegating_code=CODES[BRESCIA], delegate_code="09999999999"),
    lot("B000000013", BELLUNO, 90_000, date(2025, 6, 1), "DIRECT"),
    lot("B000000014", MILANO, 9_000_000, date(2025, 6, 1)),
    lot("B000000015", COMUNE, 1, date(2025, 6, 1)),  # nobody's of the perimeter
    lot("B000000016", "01138380264", 250_000, date(2024, 9, 1), "BELOW_THRESHOLD"),  # by its VAT number
]  # fmt: skip
AWARDS = [
    award("B000000001", 90_000, date(2024, 2, 9), 1),  # 30 days
    award("B000000002", 160_000, date(2024, 3, 31), 4),  # 50
    award("B000000003", 240_000, date(2024, 5, 9), 5),  # 60
    award("B000000004", 400_000, date(2024, 7, 19), 2),  # 100
    award("B000000005", 10_000, date(2024, 5, 20), 1),  # 10 days; under 5 % of the base: an outlier
    award("B000000006", 900_000, date(2024, 8, 9), 6),  # 60 days; a framework
    award("B000000007", 29_000, date(2024, 7, 20), 1),  # direct: no time, no single bid
    award("B000000016", 200_000, date(2024, 12, 10), 3),  # 100 days
]
WINNERS = [
    {"cig": cig, "award_id": f"A{cig}", "fiscal_code": code, "name": name, "role": "MANDATARIA"}
    for cig, code, name in (
        ("B000000001", "11111111111", "Strade Srl"),
        ("B000000002", "11111111111", "Strade Srl"),
        ("B000000002", "22222222222", "Ponti Spa"),
        ("B000000003", "22222222222", "Ponti Spa"),
        ("B000000004", "33333333333", "Terra Scarl"),
        ("B000000007", "RSSMRA80A01L407X", "Rossi Mario"),
    )
]


# Contracts, for the tests that speak of them: of the eight awarded lots of Treviso the framework has
# none that is known; the days from the offers are 29, 115, 161, 200, 40 and 10, and a direct one's.
DUE = {
    "B000000001": date(2024, 2, 1), "B000000002": date(2024, 3, 10), "B000000003": date(2024, 4, 10),
    "B000000004": date(2024, 5, 10), "B000000005": date(2024, 6, 10), "B000000007": date(2024, 7, 15),
    "B000000016": date(2024, 10, 1),
}  # fmt: skip
SIGNED = {
    "B000000001": date(2024, 3, 1), "B000000002": date(2024, 7, 3), "B000000003": date(2024, 9, 18),
    "B000000004": date(2024, 11, 26), "B000000005": date(2024, 7, 20), "B000000007": date(2024, 8, 1),
    "B000000016": date(2024, 10, 11),
}  # fmt: skip


def variant(cig: str, number: str, reason: str | None):
    return {"cig": cig, "variant_id": number, "reason": reason, "approved_on": date(2024, 12, 1)}


def subcontract(cig: str, number: str, code: str, name: str, category: str):
    return {
        "cig": cig, "subcontract_id": number, "fiscal_code": code, "name": name,
        "category": category, "authorised_on": date(2024, 11, 1),
    }  # fmt: skip


EXECUTED = {
    "lots": [{**one, "due_on": DUE.get(one["cig"])} for one in LOTS],
    "contract_starts": [start(cig, on) for cig, on in SIGNED.items()],
    "contract_ends": [{"cig": "B000000001", "award_id": "AB000000001", "ended_on": date(2025, 2, 20)}],
    "variants": [
        variant("B000000001", "V1", "CIRCOSTANZE IMPREVISTE"),
        variant("B000000001", "V1", "LAVORI SUPPLEMENTARI"),
        variant("B000000003", "V2", "CIRCOSTANZE IMPREVISTE"),
        variant("B000000003", "V3", None),
        variant("B000000008", "V4", "CIRCOSTANZE IMPREVISTE"),
    ],
    "subcontracts": [
        subcontract("B000000001", "S1", "44444444440", "Scavi Srl", "OG 3"),
        subcontract("B000000001", "S1", "44444444440", "Scavi Srl", "OS 10"),
        subcontract("B000000001", "S2", "VRDNNA80A41L407X", "Verdi Anna", "OS 1"),
    ],
}  # fmt: skip


def project(cup: str, ente: int, amount, programme="PNC", **more):
    return {
        "programme": programme, "cup": cup, "local_code": cup, "body_code": CODES[ente],
        "body_name": f"Provincia {ente}", "title": f"Progetto {cup}", "status": "ATTIVO",
        "mission": "M2" if programme == "PNRR" else None, "measure": "A1", "measure_name": "Strade",
        "pnc_amount": euro(amount) if programme == "PNC" else None,
        "pnrr_amount": euro(amount) if programme == "PNRR" else None,
        "total_amount": euro(amount * 2), "extracted_on": date(2025, 6, 30), **more,
    }  # fmt: skip


PROJECTS = [
    project("F11B00000000001", TREVISO, 300_000),
    project("F11B00000000002", TREVISO, 100_000),  # no CIG
    project("F11B00000000003", TREVISO, 500_000),  # only a deserted one
    project("F11B00000000004", TREVISO, 400_000, status="CHIUSO"),
    project("F11B00000000005", TREVISO, 1_000_000, "PNRR"),
    project("F11B00000000006", BELLUNO, 200_000, "PNRR"),
]
LOT_CUPS = [
    {"cig": "B000000003", "cup": "F11B00000000001"},
    {"cig": "B000000009", "cup": "F11B00000000003"},
    {"cig": "B000000004", "cup": "F11B00000000004"},
    {"cig": "B000000004", "cup": "F11B00000000001"},  # one lot, two CUP
]
TENDERS = [
    {"programme": "PNC", "cup": "F11B00000000001", "cig": "B000000003", "amount": euro(300_000)},
    {"programme": "PNRR", "cup": "F11B00000000005", "cig": "B999999999", "amount": euro(800_000),
     "published_on": date(2025, 2, 1), "buyer_name": "Provincia di Treviso"},
]  # fmt: skip
PAYMENTS = [{"cup": "F11B00000000005", "financed": euro(2_000_000), "paid": euro(500_000)}]
PLACES = [
    {"istat": istat, "province_code": istat[:3], "name": f"Comune {istat}"}
    for istat in ("026086", "026012", "025006", "017029", "015146")
]
POPULATION = [
    {"year": year, "place_istat": place, "residents": residents}
    for year in (2024, 2025)
    for place, residents in (
        ("026086", 84_000), ("026012", 33_000 + year - 2024), ("025006", 35_000),
        ("017029", 196_000), ("015146", 1_370_000),
    )
]  # fmt: skip
QUALIFICATIONS = [
    {"fiscal_code": CODES[TREVISO], "level_works": "L1", "level_supplies": "SF1", "expires_on": date(2027, 6, 30)},
    {"fiscal_code": CODES[BELLUNO], "level_works": "L2", "level_supplies": None, "expires_on": date(2026, 12, 31)},
]  # fmt: skip

ROWS = {
    "bodies": BODIES, "lots": LOTS, "awards": AWARDS, "winners": WINNERS, "projects": PROJECTS,
    "lot_cups": LOT_CUPS, "project_tenders": TENDERS, "project_payments": PAYMENTS,
    "places": PLACES, "population": POPULATION, "qualifications": QUALIFICATIONS,
}  # fmt: skip


def make_lake(root: Path, rows: dict[str, list[dict]] | None = None) -> Lake:
    """Write the clean tables, make the marts of them, publish all."""
    lake = Lake(root)
    for name, lines in {**ROWS, **(rows or {})}.items():
        path = lake.folder("clean", name) / "small.parquet"
        write(lake, name, lines, path)
        lake.publish(name, "small", path, rows=len(lines), day=DAY.isoformat(), source="prova")
    publish(lake)
    return lake


def write(lake: Lake, name: str, lines: list[dict], path: Path) -> None:
    columns = TABLES[name]
    connection = lake.engine()
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f"CREATE TABLE made ({declared})")
    marks = ", ".join("?" for _ in columns)
    values = [[line.get(column) for column in columns] for line in lines]
    if values:
        connection.executemany(f"INSERT INTO made VALUES ({marks})", values)
    connection.execute(f"COPY made TO '{path}' (FORMAT parquet)")
