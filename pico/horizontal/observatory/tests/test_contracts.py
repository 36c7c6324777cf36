"""What comes after an award: the files of ANAC with their traps, the marts, the indicators by hand."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from pico.core.access.actor import SYSTEM

from ..actions import loading
from ..queries.filters import Filters
from ..queries.records import subcontracts_of, variants_of
from ..queries.sections import section
from ..rules.engines import spoken
from ..rules.indicators.declaring import measures
from ..rules.indicators.every import INDICATORS
from ..rules.marts.tables import mart
from ..terms.loads import LoadState
from ..terms.sections import SectionKey
from . import files, world
from .test_pages import words
from .world import BELLUNO, TREVISO

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
NORTH = Filters(provinces=("TV", "BL"))
STARTS = (
    "cig;data_stipula_contratto;data_esecutivita_contratto;data_termine_contrattuale;"
    "data_verbale_consegna_definitiva;data_inizio_effettiva;data_verbale_prima_consegna;"
    "consegna_frazionata;consegna_sotto_riserva;id_aggiudicazione\n"
)
ENDS = (
    "cig;cod_motivo_risoluzione;motivo_risoluzione;cod_motivo_interruzione_anticipata;"
    "motivo_interruzione_anticipata;data_conclusione_anticipata;data_effettiva_ultimazione;"
    "id_aggiudicazione;giorni_proroga\n"
)
VARIANTS = (
    "id_variante;cod_motivo_variante;motivo_variante;data_approvazione_variante;cig;"
    "id_aggiudicazione\n"
)
SUBCONTRACTS = (
    "cig;id_subappalto;cf_subappaltante;data_autorizzazione;oggetto;cod_categoria;"
    "descrizione_categoria;classe_importo;descrizione_tipo_categoria;cod_cpv;descrizione_cpv;"
    "codice_fiscale;denominazione;ruolo;tipo_soggetto\n"
)
CIG = "9914876E00"


# Reading --------------------------------------------------------------------------------------


@pytest.fixture
def load(db, tmp_path, without_marts):
    def bring(name: str, text, **fields):
        path = files.write(tmp_path, name, text)
        found = loading.receive_file(path=path, name=name, actor=SYSTEM, now=NOW, **fields)
        return loading.run_load(load=found, actor=SYSTEM, now=NOW)

    return bring


@pytest.fixture
def data(lake):
    return world.make_lake(lake.root, world.EXECUTED)


def rows(lake, sql: str) -> list[tuple]:
    return lake.connect().execute(sql).fetchall()


def test_the_start_of_a_contract_is_read_and_what_says_no_day_is_refused(load, lake):
    done = load(
        "avvio-contratto_csv.csv",
        STARTS + f"{CIG};2024-03-01;2024-03-02;2025-03-01;;2024-03-10;;N;N;77.0\n"
        "9914876E01;;;;2024-05-02;;2024-04-20;S;N;78\n"
        "9914876E02;0001-01-01;;2024-01-01;;;;;;79\n"
        "9914876E03;2024-06-01;;2024-02-01;;2024-06-05;;;;80\n"
        "0000000000;2024-06-01;;;;2024-06-05;;;;81\n"
        "NONE00;2024-06-01;;;;2024-06-05;;;;82\n",
    )
    assert (done.state, done.dataset, done.rows_kept) == (
        LoadState.LOADED, "anac_avvio_contratto", 3,
    )  # fmt: skip
    assert done.report["refused"] == {
        "né stipula né consegna né inizio: la riga non dice quando il contratto comincia": 1,
        "CIG assente o fatto di soli zeri": 1,
        "CIG che non ha 10 lettere e cifre": 1,
    }
    assert done.report["warned"] == {"termine contrattuale prima dell'inizio: tenuto e segnato": 1}
    assert rows(
        lake, "SELECT cig, award_id, signed_on, started_on, due_on FROM contract_starts ORDER BY 1"
    ) == [
        (CIG, "77", date(2024, 3, 1), date(2024, 3, 10), date(2025, 3, 1)),
        ("9914876E01", "78", None, date(2024, 4, 20), None),
        ("9914876E03", "80", date(2024, 6, 1), date(2024, 6, 5), date(2024, 2, 1)),
    ]


def test_the_end_of_a_contract_keeps_apart_what_was_broken_off(load, lake):
    done = load(
        "fine-contratto_csv.csv",
        ENDS + f"{CIG};;;;;;2025-02-20;77.0;15\n"
        "9914876E01;2.0;GRAVE INADEMPIMENTO;;;2025-01-10;;78;-4\n"
        "9914876E02;;;1;FALLIMENTO;;;79;\n",
    )
    assert (done.dataset, done.rows_kept) == ("anac_fine_contratto", 2)
    assert list(done.report["refused"]) == [
        "né ultimazione né conclusione anticipata: la riga non dice quando il contratto finisce"
    ]
    assert list(done.report["warned"]) == [
        "giorni di proroga negativi o oltre dieci anni: lasciati vuoti"
    ]
    assert rows(
        lake, "SELECT ended_on, stopped_on, reason, extension_days FROM contract_ends ORDER BY cig"
    ) == [
        (date(2025, 2, 20), None, None, 15),
        (None, date(2025, 1, 10), "GRAVE INADEMPIMENTO", None),
    ]


def test_a_variant_with_two_reasons_is_two_rows_and_one_without_number_is_refused(load, lake):
    done = load(
        "varianti_csv.csv",
        VARIANTS + f"5.0;1;CIRCOSTANZE IMPREVISTE;2024-06-01;{CIG};77\n"
        f"5.0;2;LAVORI SUPPLEMENTARI;2024-06-01;{CIG};77\n"
        f"5.0;2;LAVORI SUPPLEMENTARI;2024-06-01;{CIG};77\n"
        f"6;;;2459-01-01;{CIG};77\n"
        f";1;CIRCOSTANZE IMPREVISTE;2024-06-01;{CIG};77\n",
    )
    assert (done.dataset, done.rows_kept) == ("anac_varianti", 3)
    assert done.report["refused"] == {
        "variante senza identificativo": 1, "riga doppia: stessa chiave di un'altra": 1,
    }  # fmt: skip
    assert set(done.report["warned"].values()) == {1}
    assert len(done.report["warned"]) == 2
    assert rows(
        lake, "SELECT variant_id, reason, approved_on FROM variants ORDER BY 1, 2"
    ) == [
        ("5", "CIRCOSTANZE IMPREVISTE", date(2024, 6, 1)),
        ("5", "LAVORI SUPPLEMENTARI", date(2024, 6, 1)),
        ("6", None, None),
    ]  # fmt: skip


def test_a_subcontract_is_not_taken_for_a_bidder(load, lake):
    done = load(
        "subappalti_csv.csv",
        SUBCONTRACTS + f"{CIG};9.0;111;2024-07-01;Segnaletica;OS10;OS 10;I;;;;123456789;SEGNALI SRL;;IMPRESA\n"
        f"{CIG};;111;2024-07-01;Scavi;OG3;OG 3;II;;;;123456789;SEGNALI SRL;;IMPRESA\n"
        f"{CIG};10;111;2024-08-01;Scavi;OG3;OG 3;II;;;;;SCAVI SRL;;IMPRESA\n",
    )  # fmt: skip
    assert (done.dataset, done.rows_kept) == ("anac_subappalti", 2)
    assert done.report["refused"] == {"subappalto senza identificativo": 1}
    assert done.report["warned"] == {
        "subappalto senza il codice del subappaltatore: tenuto e segnato": 1
    }
    assert rows(
        lake, "SELECT subcontract_id, fiscal_code, category, amount_class FROM subcontracts ORDER BY 2"
    ) == [("9", "00123456789", "OS 10", "I"), ("10", None, "OG 3", "II")]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "header", "missing"),
    [
        ("avvio-contratto_csv.csv", "cig;data_stipula_contratto", "data_inizio_effettiva"),
        ("varianti_csv.csv", "cig;id_variante;data_approvazione_variante", "motivo_variante"),
        ("subappalti_csv.csv", "cig;id_subappalto;codice_fiscale", "data_autorizzazione"),
        ("fine-contratto_csv.csv", "cig;data_effettiva_ultimazione", "data_conclusione_anticipata"),
    ],
)
def test_a_file_without_a_needed_column_is_refused_in_words(load, lake, name, header, missing):
    dataset = f"anac_{name.removesuffix('_csv.csv').replace('-', '_')}"
    done = load(name, f"{header}\n{CIG};\n", dataset=dataset)
    assert done.state == LoadState.REFUSED
    assert missing in done.error
    assert rows(lake, "SELECT count(*) FROM contract_starts") == [(0,)]


# Counting -------------------------------------------------------------------------------------


def value(lake, key: str, ente: int | None = TREVISO):
    asked = mart(INDICATORS[key].mart)
    asked = asked.filter(asked.ente_id == ente) if ente else asked
    return lake.connect().execute(spoken(measures(asked, [INDICATORS[key]]))).fetchone()


# Treviso, offers due on day d, signed: 1 → 29 days, 2 → 115, 3 → 161, 4 → 200, 5 → 40, 16 → 10.
@pytest.mark.parametrize(
    ("key", "expected", "cases"),
    [
        ("contract_coverage", 7 / 8 * 100, 8),
        ("contract_days", (29 + 115 + 161 + 200 + 40 + 10) / 6, 6),
        ("contract_days_median", (40 + 115) / 2, 6),
        ("contract_in_time", 4 / 6 * 100, 6),
        ("contract_late", 2 / 6 * 100, 6),
        # Lots 1 and 3 of the seven; the variant of lot 8, whose contract nobody tells, stays out.
        ("variant_share", 2 / 7 * 100, 7),
        ("variants", 3, 7),
        ("subcontract_share", 1 / 7 * 100, 7),
    ],
)
def test_an_indicator_of_contracts_is_what_one_counts_by_hand(data, key, expected, cases):
    found = value(data, key)
    assert float(found[0]) == pytest.approx(expected)
    assert found[1] == cases


def test_days_to_a_contract_are_of_races_alone_and_of_sensible_dates(tmp_path):
    day = date(2024, 1, 1)
    lots = [
        world.lot("B000000001", TREVISO, 1, day, due_on=date(2024, 2, 1)),
        world.lot("B000000002", TREVISO, 1, day, "DIRECT", due_on=date(2024, 2, 1)),
        world.lot("B000000003", TREVISO, 1, day, due_on=date(2024, 9, 1)),
        world.lot("B000000004", TREVISO, 1, day),
    ]
    starts = [world.start(one["cig"], date(2024, 3, 1)) for one in lots]
    lake = world.make_lake(tmp_path, {"lots": lots, "contract_starts": starts})
    found = rows(lake, "SELECT contract_days FROM m_lots ORDER BY cig")
    assert found == [(29,), (None,), (None,), (None,)]


def test_a_lot_in_parts_begins_with_the_first_contract_and_ends_with_the_last(tmp_path):
    starts = [
        {**world.start("B000000001", date(2024, 3, 1)), "award_id": "A1"},
        {**world.start("B000000001", date(2024, 2, 1)), "award_id": "A2"},
    ]
    ends = [
        {"cig": "B000000001", "award_id": "A1", "ended_on": date(2025, 5, 1)},
        {"cig": "B000000001", "award_id": "A2", "ended_on": date(2025, 1, 1)},
    ]
    lake = world.make_lake(tmp_path, {"contract_starts": starts, "contract_ends": ends})
    asked = "SELECT signed_on, ended_on FROM m_lots WHERE cig = 'B000000001'"
    assert rows(lake, asked) == [(date(2024, 2, 1), date(2025, 5, 1))]


def states(tmp_path, **more) -> dict:
    lake = world.make_lake(tmp_path, more)
    return dict(rows(lake, "SELECT cup, state FROM m_projects"))


def test_how_far_a_cup_got_is_what_its_contracts_say(tmp_path):
    """The first has lot 3; the fifth a CIG of ReGiS alone, and payments."""
    begun = [
        world.start("B000000003", date(2024, 7, 1)),
        world.start("B999999999", date(2025, 7, 1)),
    ]
    ends = [{"cig": "B999999999", "ended_on": date(2026, 1, 1)}]
    found = states(tmp_path, contract_starts=begun, contract_ends=ends)
    assert found["F11B00000000001"] == "EXECUTION"
    assert found["F11B00000000005"] == "CONCLUDED"


def test_what_was_broken_off_is_not_concluded(tmp_path):
    ends = [{"cig": "B000000003", "stopped_on": date(2025, 1, 1), "reason": "RISOLUZIONE"}]
    found = states(tmp_path, contract_starts=[], contract_ends=ends)
    assert found["F11B00000000001"] == "EXECUTION"


def test_where_the_contracts_are_silent_payments_and_the_cup_say_it(tmp_path):
    paid = [{"cup": "F11B00000000001", "paid": world.euro(10)}]
    found = states(tmp_path, contract_starts=[], contract_ends=[], project_payments=paid)
    assert found["F11B00000000001"] == "EXECUTION"
    assert found["F11B00000000004"] == "CONCLUDED"


# Telling --------------------------------------------------------------------------------------


def block(name: str):
    found = section(SectionKey.AWARDS, NORTH).blocks
    return next(one for one in found if one.key == name)


@pytest.mark.django_db
def test_reasons_of_variants_are_told_the_most_frequent_first(data):
    found = block("varianti")
    assert [(line.label, [cell.value for cell in line.cells]) for line in found.lines] == [
        ("CIRCOSTANZE IMPREVISTE", [2, 2]), ("LAVORI SUPPLEMENTARI", [1, 1]), ("Non indicato", [1, 1]),
    ]  # fmt: skip


@pytest.mark.django_db
def test_the_year_of_a_contract_is_that_of_its_tender(data):
    (line,) = block("contratti").lines[:1]
    assert line.label == "2024"
    assert float(line.cells[0].value) == pytest.approx(555 / 6)
    assert "contratto=si" in line.url
    (line,) = block("termini").lines[:1]
    assert [round(cell.value, 1) for cell in line.cells] == [66.7, 33.3, 87.5]


def test_the_register_narrows_to_contracts_with_variants(sign_in, data):
    client = sign_in("treviso.admin")

    def listed(contract: str) -> list[str]:
        page = client.get(reverse("observatory:lots"), {"contratto": contract, "formato": "csv"})
        return re.findall(r"B0\d{8}", page.getvalue().decode())

    assert listed("varianti")[::2] == ["B000000003", "B000000001"]
    assert listed("subappalti")[::2] == ["B000000001"]
    assert listed("lenti")[::2] == ["B000000004", "B000000003"]


def test_the_page_of_a_cig_tells_its_contract_with_sources(sign_in, data):
    said = words(sign_in("treviso.admin").get("/dati/cig/B000000001/"))
    assert "Stipula del contratto" in said
    assert "29 giorni dalla scadenza delle offerte" in said
    assert "Ultimazione" in said
    assert "CIRCOSTANZE IMPREVISTE; LAVORI SUPPLEMENTARI" in said
    assert "Scavi Srl" in said
    assert "Persona fisica (nome non mostrato)" in said
    assert "Verdi Anna" not in said
    assert "fonte: ANAC, subappalti" in said


def test_a_cig_without_a_contract_says_that_it_is_not_known(sign_in, data):
    said = words(sign_in("treviso.admin").get("/dati/cig/B000000010/"))
    assert "Contratto non noto" in said


def test_a_contract_costs_the_page_the_same_questions_whatever_its_length(sign_in, data):
    from ..queries import engine

    client = sign_in("treviso.admin")

    def asked(cig: str) -> int:
        engine.opened().answers.clear()
        client.get(f"/dati/cig/{cig}/")
        return len(engine.opened().answers)

    asked("B000000002")
    assert asked("B000000001") == asked("B000000002")


def test_the_days_of_a_cup_tell_its_contracts(sign_in, data):
    said = words(sign_in("treviso.admin").get("/dati/cup/F11B00000000001/"))
    assert "CIG B000000003: contratto" in said


def test_names_of_persons_do_not_reach_the_mart(data):
    assert rows(data, "SELECT count(*) FROM m_subcontracts WHERE firm_code LIKE 'VRD%'") == [(0,)]
    assert rows(data, "SELECT firm_name FROM m_subcontracts WHERE is_person") == [(None,)]


def test_variants_and_subcontracts_of_nobody_are_none(data):
    assert variants_of("B000000013") == []
    assert subcontracts_of("B000000013") == []
    assert value(data, "variants", BELLUNO) == (0, 0)


@pytest.mark.django_db
def test_training_is_told_in_hours_with_its_days(lake):
    lines = [
        {
            "year": 2024,
            "body_code": "100",
            "table_code": table,
            "measure": measure,
            "amount": amount,
        }
        for table, measure, amount in (("T1", "HEADS", 100), ("T11", "TRAINING", 250))
    ]
    bodies = [{"year": 2024, "body_code": "100", "fiscal_code": world.CODES[TREVISO]}]
    world.make_lake(lake.root, {"staff": lines, "staff_bodies": bodies})
    found = section(SectionKey.STAFF, Filters(provinces=("TV",)))
    (line,) = next(one for one in found.blocks if one.key == "formazione").lines
    assert (line.label, line.cells[0].text, line.texts) == (
        "2024", "18,0\xa0ore", ("2,5\xa0giorni",),
    )  # fmt: skip


@pytest.mark.django_db
def test_where_no_file_tells_of_contracts_or_training_there_are_no_empty_charts(lake):
    world.make_lake(lake.root)
    shown = {one.key for key in SectionKey for one in section(key, NORTH).blocks}
    assert not shown & {"contratti", "termini", "varianti", "formazione"}
