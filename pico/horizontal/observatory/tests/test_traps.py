"""Each trap of the open data, on a small file in its exact format: what is read is what was meant."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pico.core.access.actor import SYSTEM

from ..actions import loading
from ..rules.lake import Lake
from ..rules.reading import macros
from ..terms.loads import LoadState
from . import files

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
CUP = "B41B21000010001"
pytestmark = pytest.mark.usefixtures("without_marts")


@pytest.fixture
def load(db, tmp_path):
    def bring(name: str, text, **fields):
        path = files.write(tmp_path, name, text)
        found = loading.receive_file(path=path, name=name, actor=SYSTEM, now=NOW, **fields)
        return loading.run_load(load=found, actor=SYSTEM, now=NOW)

    return bring


def rows(lake: Lake, sql: str) -> list[tuple]:
    return lake.connect().execute(sql).fetchall()


# ANAC ----------------------------------------------------------------------------------------


def test_a_lot_is_read_with_its_types(load, lake):
    done = load("cig_csv_2023_06.csv", files.lots({}))
    assert (done.state, done.dataset, done.part) == (LoadState.LOADED, "anac_cig", "2023-06")
    found = rows(
        lake,
        "SELECT cig, lot_amount, kind, published_on, procedure_code, procedure, buyer_code, year, "
        "month, is_pnrr, is_delegated, outcome_on, source, file FROM lots",
    )
    assert found == [
        (
            *("9914876E00", Decimal("150000.50"), "WORKS", date(2023, 6, 26), "34"),
            *("BELOW_THRESHOLD", "80008870265", 2023, 6, False, False, None),
            *("anac_cig", done.mark),
        )
    ]


def test_a_cig_repeated_for_each_cpv_is_one_lot_with_the_prevalent_one(load, lake):
    done = load(
        "cig_csv_2023_06.csv",
        files.lots(
            {"cod_cpv": "45000000-7", "flag_prevalente": "0"},
            {"cod_cpv": "45233141-9", "flag_prevalente": "1.0"},
            {"cod_cpv": "71000000-8", "flag_prevalente": "0"},
            *files.many(3),
        ),
    )
    assert rows(lake, "SELECT cpv FROM lots WHERE cig = '9914876E00'") == [("45233141-9",)]
    assert done.report["refused"] == {"riga doppia: stessa chiave di un'altra": 2}
    assert done.rows_read == done.rows_kept + done.rows_refused == 6


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("PROCEDURA APERTA", "OPEN"),
        ("AFFIDAMENTO DIRETTO", "DIRECT"),
        ("AFFIDAMENTO DIRETTO A SOCIETA' IN HOUSE", "IN_HOUSE"),
        ("AFFIDAMENTO DIRETTO IN ADESIONE AD ACCORDO QUADRO/CONVENZIONE", "FRAMEWORK"),
        (
            "CONFRONTO COMPETITIVO IN ADESIONE AD ACCORDO QUADRO/CONVENZIONE",
            "FRAMEWORK_REOPENED",
        ),
        ("PROCEDURA NEGOZIATA SENZA PREVIA PUBBLICAZIONE", "NEGOTIATED_WITHOUT_NOTICE"),
        ("PARTERNARIATO PER L’INNOVAZIONE", "INNOVATION"),
        ("QUALCOSA DI NUOVO", "OTHER"),
        ("", None),
    ],
)
def test_procedures_go_by_their_description_not_by_their_code(load, lake, said, meant):
    load("x.csv", files.lots({"cod_tipo_scelta_contraente": "10", "tipo_scelta_contraente": said}))
    assert rows(lake, "SELECT procedure FROM lots") == [(meant,)]


def test_fiscal_codes_lose_their_blanks_and_get_their_zeros_back(load, lake):
    load(
        "x.csv",
        files.lots(
            {"cig": files.cig(1), "cf_amministrazione_appaltante": " 236340525 "},
            {"cig": files.cig(2), "cf_amministrazione_appaltante": "80008870265   "},
            {"cig": files.cig(3), "cf_amministrazione_appaltante": "rssmra80a01h501u"},
        ),
    )
    assert rows(lake, "SELECT buyer_code FROM lots ORDER BY cig") == [
        ("00236340525",),
        ("80008870265",),
        ("RSSMRA80A01H501U",),
    ]


def test_absurd_values_are_kept_and_counted(load, lake):
    done = load(
        "x.csv",
        files.lots(
            {"cig": files.cig(1), "importo_lotto": "0.01"},
            {"cig": files.cig(2), "importo_lotto": "9000000000"},
            {"cig": files.cig(3), "data_scadenza_offerta": "2459-01-01"},
            {"cig": files.cig(4), "data_scadenza_offerta": "0001-01-01"},
            *files.many(2, 10),
        ),
    )
    assert done.rows_kept == 6
    assert sorted(done.report["warned"].values()) == [2, 2]
    assert rows(lake, "SELECT count(*) FROM lots WHERE due_on IS NULL") == [(2,)]


def test_broken_accents_are_made_good(load, lake):
    load("x.csv", files.lots({"oggetto_lotto": "Manutenzione  dellâ€™edificio"}))
    assert rows(lake, "SELECT lot_object FROM lots") == [("Manutenzione dell’edificio",)]


def test_a_tender_number_that_is_no_number_is_kept(load, lake):
    load("x.csv", files.lots({"numero_gara": "tender://ospedale/id/2093"}))
    assert rows(lake, "SELECT tender_number FROM lots") == [("tender://ospedale/id/2093",)]


def test_the_placeholder_of_a_cup_is_dropped_and_counted(load, lake):
    one, two = files.cig(1), files.cig(2)
    done = load(
        "cup_csv.csv", f'"CIG";"CUP"\n"{one}";"{CUP}"\n"{two}";"{CUP}"\n"{one}";"{"0" * 15}"\n'
    )
    assert done.dataset == "anac_cup"
    assert rows(lake, "SELECT count(*) FROM lot_cups") == [(2,)]
    assert done.report["refused"] == {"CUP di soli zeri o assente": 1}


def test_buyers_awards_winners_bidders_find_their_tables(load, lake):
    head = (
        "codice_fiscale;partita_iva;denominazione;codice_ausa;natura_giuridica_codice;"
        "natura_giuridica_descrizione;soggetto_estero;provincia_codice;provincia_nome;citta_codice;"
        "citta_nome;indirizzo_odonimo;cap;flag_inHouse;flag_partecipata;stato;data_inizio;data_fine"
    )
    row = "80008870265;1138380264;PROVINCIA DI TREVISO;0000161710;;PROVINCE;;IT-TV;TREVISO;;TREVISO;;;;;ATTIVO;2010-01-01;"
    load("stazioni-appaltanti_csv.csv", f"{head}\n{row}\n")
    load(
        "aggiudicazioni_csv.csv",
        "cig;data_aggiudicazione_definitiva;esito;importo_aggiudicazione;ribasso_aggiudicazione;"
        "num_imprese_offerenti;id_aggiudicazione;flag_subappalto\n"
        "9914876E00;2023-09-01;AGGIUDICATA;120000.0;12.5;4;77.0;S\n"
        "9914876E01;2023-09-01;AGGIUDICATA;1;180;4;78;N\n",
    )
    firm = "cig;ruolo;codice_fiscale;denominazione;tipo_soggetto"
    load(
        "aggiudicatari_csv.csv",
        f"{firm};id_aggiudicazione\n9914876E00;;123456789;EDIL SRL;IMPRESA;77\n",
    )
    load("partecipanti_csv.csv", f"{firm}\n9914876E00;;123456789;EDIL SRL;IMPRESA\n")
    assert rows(lake, "SELECT vat_number, province_sigla, is_active FROM buyers") == [
        ("01138380264", "TV", True)
    ]
    assert rows(
        lake, "SELECT award_id, amount, discount, bidders, is_subcontracted FROM awards ORDER BY 1"
    ) == [
        ("77", Decimal("120000.00"), 12.5, 4, True),
        ("78", Decimal("1.00"), None, 4, False),
    ]
    assert rows(lake, "SELECT fiscal_code, award_id FROM winners") == [("00123456789", "77")]
    assert rows(lake, "SELECT name FROM bidders") == [("EDIL SRL",)]


# PNRR, PNC -----------------------------------------------------------------------------------


def test_projects_with_blanks_in_the_header_and_dots_in_the_money(load, lake):
    head = (
        "Programma;Missione;Componente;Codice Univoco submisura;CUP ;Codice Locale Progetto ;"
        "FINANZIAMENTO_PNRR;FINANZ_TOTALE ;Soggetto Attuatore;Codice Fiscale Soggetto Attuatore"
    )
    text = (
        f"\ufeff{head}\nPNRR;M4;C1;M4C1I3.03.00;{CUP};L1;114.000.000;114.000.000,50;"
        f"PROVINCIA DI X;1138380264\nPNRR;M4;C1;M4C1I3.03.00;{CUP};L2;114.000;N/D;;\n"
    )
    done = load("PNRR_Progetti.csv", text)
    assert done.dataset == "regis_progetti"
    assert rows(
        lake, "SELECT pnrr_amount, total_amount, body_code FROM projects ORDER BY local_code"
    ) == [
        (Decimal("114000000.00"), Decimal("114000000.50"), "01138380264"),
        (Decimal("114000.00"), None, None),
    ]


def test_places_get_their_zeros_back(load, lake):
    load(
        "PNRR_Localizzazione.csv",
        "Codice Univoco submisura;CUP ;Regione;Descrizione Regione;Provincia;Descrizione Provincia;"
        f"Comune;Descrizione Comune\nM1;{CUP};5;VENETO;26;TREVISO;86;TREVISO\n"
        f"M1;{CUP};;AMBITO NAZIONALE;;AMBITO NAZIONALE;;\n",
    )
    assert rows(
        lake,
        "SELECT region_code, province_code, place_istat FROM project_places ORDER BY 1 NULLS LAST",
    ) == [("05", "026", "026086"), (None, None, None)]


def test_a_tender_of_pnrr_feeds_tenders_and_the_link_with_its_cig(load, lake):
    load(
        "PNRR_Gare.csv",
        "Codice Univoco Submisura;CUP;CIG;CF SA;Procedura;Importo Gara;Data Pubblicazione;"
        f"Data Aggiudicazione;Importo Aggiudicazione\nM1;{CUP};9914876E00;80008870265;"
        "AFFIDAMENTO DIRETTO;1.000,50;31/5/2024;1900-01-01;0\n",
        dataset="regis_gare",
    )
    assert rows(
        lake,
        "SELECT procedure, amount, published_on, awarded_on, awarded_amount FROM project_tenders",
    ) == [("DIRECT", Decimal("1000.50"), date(2024, 5, 31), None, None)]
    assert rows(lake, "SELECT cig, cup, source FROM lot_cups") == [
        ("9914876E00", CUP, "regis_gare")
    ]


def test_opencup_with_bars_and_the_month_first(load, lake):
    load(
        "OpenCup_Focus_PNRR.csv",
        "CUP|DESCRIZIONE_SINTETICA_CUP|ANNO_DECISIONE|STATO_PROGETTO|COSTO_PROGETTO|"
        f"DATA_GENERAZIONE_CUP\n{CUP}|SCUOLA|2021|ATTIVO|1.500.000,00|8/24/2021\n",
    )
    assert rows(lake, "SELECT year, cost, generated_on FROM cup_register") == [
        (2021, Decimal("1500000.00"), date(2021, 8, 24))
    ]


# Staff, residents, digital agenda ------------------------------------------------------------


def test_staff_of_both_genders_are_rows(load, lake):
    load(
        "T1_occupazione_2024.csv",
        "ANNO;CODI_ISTITUZIONE;CODI_TABELLA;DESC_QUALIFICA;DESC_CATEGORIA;MISURA;UOMINI;DONNE\n"
        "2024;10126 ;T1;ISTRUTTORE;ISTRUTTORI;ADDETTI;120;98,5\n"
        "2024;10126 ;T8;;ISTRUTTORI;40-44;7;\n2024;10126 ;T8;;ISTRUTTORI;fino a 19;;1\n",
    )
    assert rows(
        lake, "SELECT body_code, gender, measure, amount FROM staff ORDER BY measure, gender"
    ) == [
        ("10126", "F", "AGE_0", 1.0),
        ("10126", "M", "AGE_40", 7.0),
        ("10126", "F", "HEADS", 98.5),
        ("10126", "M", "HEADS", 120.0),
    ]


def test_a_header_without_quotes_over_quoted_rows_and_none_for_nothing(load, lake):
    load(
        "candidature_altrienti_finanziate.csv",
        "codice_ipa,ente,comune,provincia,regione,importo_finanziamento,avviso,"
        "data_invio_candidatura,data_finanziamento,codice_cup\n"
        '"p_TV","Provincia di Treviso","Treviso","TV","Veneto",14000.0,"1.4.4, SPID",'
        '"2022-06-15T09:32:07.000+0000","None","C41F22001750006"\n',
    )
    assert rows(lake, "SELECT ipa, amount, call, submitted_on, funded_on FROM digital_funding") == [
        ("p_tv", Decimal("14000.00"), "1.4.4, SPID", date(2022, 6, 15), None)
    ]


# Values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "meant"),
    [
        ("amount('1234.56')", Decimal("1234.56")),
        ("amount('1.234,56')", Decimal("1234.56")),
        ("amount('1.234.567')", Decimal("1234567.00")),
        ("amount('€ 12,50')", Decimal("12.50")),
        ("amount('1.5E7')", Decimal("15000000.00")),
        ("amount('dieci')", None),
        ("amount('1000.0.0')", None),
        ("amount_it('114.000')", Decimal("114000.00")),
        ("amount_it('114.5')", Decimal("114.50")),
        ("day('2019-05-29+02:00')", date(2019, 5, 29)),
        ("day('5/3/2024')", date(2024, 3, 5)),
        ("day('20240305')", date(2024, 3, 5)),
        ("day('2201-08-31')", None),
        ("code('1.0')", "1"),
        ("code('01')", "01"),
        ("flag('S')", True),
        ("flag('0')", False),
        ("flag('')", None),
        ("fiscal('00000000000')", None),
        ("fiscal('****************')", None),
        ("fiscal('IT01138380264')", "01138380264"),
        ("fiscal('CHE-101468464')", "CHE-101468464"),
    ],
)
def test_one_value_is_cleaned(lake, call, meant):
    connection = lake.engine()
    macros.teach(connection)
    assert connection.execute(f"SELECT {call}").fetchone() == (meant,)


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "N/D", "null", "None", "\ufeff"])
def test_words_of_nothing_are_nothing(lake, text):
    connection = lake.engine()
    said = macros.cleaned("x")
    assert connection.execute(f"SELECT {said} FROM (SELECT ? AS x)", [text]).fetchone() == (None,)


def test_the_phases_of_a_project_are_read_and_odd_days_left_empty(load, lake):
    head = (
        "CUP;Codice Locale Progetto;Descrizione Fase Procedurale;Data Inizio Prevista;"
        "Data Inizio Effettiva;Data Fine Prevista;Data Fine Effettiva;Data di Estrazione"
    )
    lines = (
        f"{CUP};P1;Esecuzione dei lavori;2024-01-10;2024-02-01;31/12/2025;;2026-03-31",
        f"{CUP};P1;Collaudo;1900-01-01;;2026-06-30;;2026-03-31",
        f"{CUP};P1;Progettazione;2023-01-10;2023-01-10;2023-06-30;2023-07-15;2026-03-31",
        f"{CUP};P1;;2024-01-10;;;;2026-03-31",
        "000000000000000;P2;Collaudo;2024-01-10;;;;2026-03-31",
    )
    done = load("PNRR_Iter_di_Progetto.csv", "\n".join((head, *lines)) + "\n")
    assert (done.state, done.dataset, done.rows_kept) == (LoadState.LOADED, "regis_iter", 3)
    assert set(done.report["refused"]) == {"fase assente", "CUP di soli zeri o assente"}
    found = rows(
        lake,
        "SELECT phase, starts_planned, starts_on, ends_planned, ends_on FROM project_phases "
        "ORDER BY phase",
    )
    assert found == [
        ("Collaudo", None, None, date(2026, 6, 30), None),
        ("Esecuzione dei lavori", date(2024, 1, 10), date(2024, 2, 1), date(2025, 12, 31), None),
        (
            "Progettazione",
            date(2023, 1, 10),
            date(2023, 1, 10),
            date(2023, 6, 30),
            date(2023, 7, 15),
        ),
    ]


ABSENCES = (
    "ISTITUZIONE;CONTRATTO;CATEGORIA;QUALIFICA;CAUSALE_ASSENZA;ASSENZE_UOMINI;ASSENZE_DONNE\n"
)


def test_training_is_read_apart_from_other_absences_with_the_year_of_the_file(load, lake):
    done = load(
        "ASSENZE_2024.CSV",
        ABSENCES + "10126 ;REAL;CA;0I95;Z01 ;12;30,5\n10126 ;REAL;CA;0I95;F00;300;400\n"
        "10126 ;REAL;CA;0I95;FORMAZIONE;1;\n10126 ;REAL;CA;0I95;Z02;5;5\n"
        "10126 ;REAL;CA;0I95;X77;9;9\n10126 ;REAL;CA;0I95;;9;9\n10126 ;REAL;CA;0I95;Z01;;\n",
    )
    assert (done.state, done.dataset) == (LoadState.LOADED, "rgs_assenze")
    assert done.report["refused"] == {
        "assenze (T11) senza causale: non si sa se siano di formazione": 1,
        "codice di causale che non si conosce: non si sa se sia formazione": 1,
        "né uomini né donne: nessun numero nella riga": 1,
    }
    assert rows(
        lake, "SELECT year, table_code, measure, gender, sum(amount) FROM staff GROUP BY ALL ORDER BY ALL"
    ) == [
        (2024, "T11", "ABSENCE", "F", 400), (2024, "T11", "ABSENCE", "M", 300),
        (2024, "T11", "REMOTE", "F", 5), (2024, "T11", "REMOTE", "M", 5),
        (2024, "T11", "TRAINING", "F", 30.5), (2024, "T11", "TRAINING", "M", 13),
    ]  # fmt: skip


def test_absences_of_no_year_are_refused(load, lake):
    done = load("assenze.csv", ABSENCES + "10126 ;REAL;CA;0I95;Z01 ;12;30\n")
    assert done.state == LoadState.REFUSED or not done.rows_kept
    assert rows(lake, "SELECT count(*) FROM staff") == [(0,)]


def test_absences_among_the_other_tables_are_training_only_where_they_say_so(load, lake):
    done = load(
        "Personale_2024.csv",
        "ANNO;CODI_ISTITUZIONE;CODI_TABELLA;DESC_QUALIFICA;DESC_CATEGORIA;MISURA;UOMINI;DONNE\n"
        "2024;10126;T11;;;Formazione;10;20\n2024;10126;T11;;;Ferie;100;200\n2024;10126;T11;;;;1;1\n",
    )
    assert done.report["refused"] == {
        "assenze (T11) senza causale: non si sa se siano di formazione": 1
    }
    found = rows(lake, "SELECT measure, sum(amount) FROM staff GROUP BY 1 ORDER BY 1")
    assert found == [("ABSENCE", 300.0), ("TRAINING", 30.0)]
