"""Small files in the real formats, written for the tests."""

import csv
from pathlib import Path

from openpyxl import Workbook

UNIT = "Codice dell'Unità territoriale sovracomunale \n(valida a fini statistici)"
HEADER_2024 = [
    "Codice Regione",
    UNIT,
    "Codice Provincia (Storico)(1)",
    "Progressivo del Comune (2)",
    "Codice Comune formato alfanumerico",
    "Denominazione (Italiana e straniera)",
    "Denominazione in italiano",
    "Denominazione altra lingua",
    "Denominazione Regione",
    "Sigla automobilistica",
    "Codice Comune formato numerico",
    "Codice Comune numerico con 110 province (dal 2010 al 2016)",
    "Codice Comune numerico con 107 province (dal 2006 al 2009)",
    "Codice Comune numerico con 103 province (dal 1995 al 2005)",
    "Codice Catastale del comune",
]
LAST_COLUMN = "Codice Comune numerico con 107 Province (dal 2017 al 2025)"
HEADER_2026 = [*HEADER_2024[:11], LAST_COLUMN, *HEADER_2024[11:14], "Codice Catastale del Comune"]

# name, other language, region, sigla, codice catastale, then codes: 2026, 2017, 2010, 2006, 1995
COMUNI = (
    ("Seui", "", "20", "OG", "I706", "116023", "111081", "105015", "105015", "91081"),
    ("Seulo", "", "20", "NU", "I707", "114045", "111082", "92121", "92121", "91082"),
    ("Napoli", "", "15", "NA", "F839", "063049", "63049", "63049", "63049", "63049"),
    ("Monza", "", "03", "MB", "F704", "108033", "108033", "108033", "15149", "15149"),
    ("Bolzano", "Bozen", "04", "BZ", "A952", "021008", "21008", "21008", "21008", "21008"),
    ("L'Aquila", "", "13", "AQ", "A345", "066049", "66049", "66049", "66049", "66049"),
    ("Forlì", "", "08", "FC", "D704", "040012", "40012", "40012", "40012", "40012"),
    ("Cesena", "", "08", "FC", "C573", "040007", "40007", "40007", "40007", "40007"),
    ("Reggio nell'Emilia", "", "08", "RE", "H223", "035033", "35033", "35033", "35033", "35033"),
    ("Treviso", "", "05", "TV", "L407", "026086", "26086", "26086", "26086", "26086"),
    ("Castelfranco Veneto", "", "05", "TV", "C111", "026012", "26012", "26012", "26012", "26012"),
    ("Samone", "", "01", "TO", "H753", "001235", "1235", "1235", "1235", "1235"),
    ("Samone", "", "04", "TN", "H754", "022165", "22165", "22165", "22165", "22165"),
    ("Jonadi", "", "18", "VV", "E321", "102015", "102015", "102015", "102015", "102015"),
)  # fmt: skip


def istat_2026(folder: Path, comuni=COMUNI) -> Path:
    """UTF-8 with BOM, one column more than before."""
    path = folder / "codici_statistici_01_01_2026.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(HEADER_2026)
        writer.writerows(_row(comune, comune[5], comune[5:]) for comune in comuni)
    return path


def istat_2024(folder: Path, comuni=COMUNI) -> Path:
    """Latin-1, CRLF, names and codes of then."""
    path = folder / "codici_statistici_22_01_2024.csv"
    with path.open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADER_2024)
        for comune in comuni:
            row = _row(comune, comune[6].zfill(6), comune[6:])
            row[5] = row[6] = "Ionadi" if comune[0] == "Jonadi" else comune[0]
            writer.writerow(row)
    return path


def _row(comune, code: str, codes) -> list[str]:
    name, other, region, plate, belfiore, *_rest = comune
    both = f"{name}/{other}" if other else name
    numeric = str(int(codes[0]))
    return [region, code[:3], code[:3], code[3:], code, both, name, other, "", plate, numeric, *codes[1:], belfiore]  # fmt: skip


IPA_HEADER = [
    "Codice_IPA", "Denominazione_ente", "Codice_fiscale_ente", "Tipologia", "Codice_Categoria",
    "Codice_natura", "Codice_ateco", "Ente_in_liquidazione", "Codice_MIUR", "Codice_ISTAT", "Acronimo",
    "Nome_responsabile", "Cognome_responsabile", "Titolo_responsabile", "Codice_comune_ISTAT",
    "Codice_catastale_comune", "CAP", "Indirizzo", "Mail1", "Tipo_Mail1", "Mail2", "Tipo_Mail2",
    "Sito_istituzionale", "Data_aggiornamento",
]  # fmt: skip


def ipa_row(code: str, name: str, fiscal_code: str, category: str, **more) -> dict:
    return {
        "Codice_IPA": code,
        "Denominazione_ente": name,
        "Codice_fiscale_ente": fiscal_code,
        "Codice_Categoria": category,
        **more,
    }


IPA_ROWS = (
    ipa_row(
        "p_TV", "Provincia di Treviso", "80008870265", "L5",
        Codice_comune_ISTAT="026086", Codice_catastale_comune="L407", CAP="31100",
        Indirizzo="Via Esempio, 1", Mail1="protocollo@pec.treviso.pico.example", Tipo_Mail1="Pec",
        Mail2="urp@treviso.pico.example", Tipo_Mail2="Altro", Sito_istituzionale="www.treviso.pico.example",
    ),
    ipa_row(
        "c_f839", "COMUNE DI NAPOLI", "80014890638", "L6",
        Codice_comune_ISTAT="063049", Codice_catastale_comune="F839",
    ),
    # The ISTAT code of yesterday, as IPA still writes it.
    ipa_row(
        "c_i706", "Comune di Seui", "80000090912", "L6",
        Codice_comune_ISTAT="111081", Codice_catastale_comune="I706",
    ),
    ipa_row(
        "uc_prova", "Unione dei Comuni di Prova", "91008390248", "L18",
        Codice_comune_ISTAT="026012", Codice_catastale_comune="C111",
    ),
    ipa_row(
        "asp_prova", "Associazione dei Comuni di Prova", "80008870265", "L6",
        Codice_comune_ISTAT="026012", Codice_catastale_comune="C111",
    ),
    ipa_row("uni_prova", "Università di Prova", "80001130527", "L17"),
)  # fmt: skip


def ipa(folder: Path, rows=IPA_ROWS, name="enti.csv", delimiter=",") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, IPA_HEADER, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def ipa_excel(folder: Path, rows=IPA_ROWS) -> Path:
    book = Workbook()
    book.active.append(IPA_HEADER)
    for row in rows:
        book.active.append([row.get(name, "") for name in IPA_HEADER])
    path = folder / "enti.xlsx"
    book.save(path)
    return path
