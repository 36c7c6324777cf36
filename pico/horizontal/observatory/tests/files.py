"""Small files in the exact format of those who publish: ANAC's 61 columns, quoted, with «;»."""

import csv
import io
from pathlib import Path

CIG_HEADER = [
    "cig",
    "cig_accordo_quadro",
    "numero_gara",
    "oggetto_gara",
    "importo_complessivo_gara",
    "n_lotti_componenti",
    "oggetto_lotto",
    "importo_lotto",
    "oggetto_principale_contratto",
    "stato",
    "settore",
    "luogo_istat",
    "provincia",
    "data_pubblicazione",
    "data_scadenza_offerta",
    "cod_tipo_scelta_contraente",
    "tipo_scelta_contraente",
    "cod_modalita_realizzazione",
    "modalita_realizzazione",
    "codice_ausa",
    "cf_amministrazione_appaltante",
    "denominazione_amministrazione_appaltante",
    "sezione_regionale",
    "id_centro_costo",
    "denominazione_centro_costo",
    "anno_pubblicazione",
    "mese_pubblicazione",
    "cod_cpv",
    "descrizione_cpv",
    "flag_prevalente",
    "COD_MOTIVO_CANCELLAZIONE",
    "MOTIVO_CANCELLAZIONE",
    "DATA_CANCELLAZIONE",
    "DATA_ULTIMO_PERFEZIONAMENTO",
    "COD_MODALITA_INDIZIONE_SPECIALI",
    "MODALITA_INDIZIONE_SPECIALI",
    "COD_MODALITA_INDIZIONE_SERVIZI",
    "MODALITA_INDIZIONE_SERVIZI",
    "DURATA_PREVISTA",
    "COD_STRUMENTO_SVOLGIMENTO",
    "STRUMENTO_SVOLGIMENTO",
    "FLAG_URGENZA",
    "COD_MOTIVO_URGENZA",
    "MOTIVO_URGENZA",
    "FLAG_DELEGA",
    "FUNZIONI_DELEGATE",
    "CF_SA_DELEGANTE",
    "DENOMINAZIONE_SA_DELEGANTE",
    "CF_SA_DELEGATA",
    "DENOMINAZIONE_SA_DELEGATA",
    "IMPORTO_SICUREZZA",
    "TIPO_APPALTO_RISERVATO",
    "CUI_PROGRAMMA",
    "FLAG_PREV_RIPETIZIONI",
    "COD_IPOTESI_COLLEGAMENTO",
    "IPOTESI_COLLEGAMENTO",
    "CIG_COLLEGAMENTO",
    "COD_ESITO",
    "ESITO",
    "DATA_COMUNICAZIONE_ESITO",
    "FLAG_PNRR_PNC",
]

LOT = {
    "cig": "9914876E00",
    "numero_gara": "9177057",
    "oggetto_gara": "Manutenzione delle strade provinciali",
    "importo_complessivo_gara": "390000.0",
    "n_lotti_componenti": "1",
    "oggetto_lotto": "Manutenzione delle strade provinciali – lotto 1",
    "importo_lotto": "150000.5",
    "oggetto_principale_contratto": "LAVORI",
    "stato": "ATTIVO",
    "settore": "SETTORI ORDINARI",
    "luogo_istat": "026086",
    "provincia": "TREVISO",
    "data_pubblicazione": "2023-06-26",
    "data_scadenza_offerta": "2023-07-24",
    "cod_tipo_scelta_contraente": "34.0",
    "tipo_scelta_contraente": "PROCEDURA NEGOZIATA PER AFFIDAMENTI SOTTO SOGLIA",
    "cf_amministrazione_appaltante": "80008870265",
    "denominazione_amministrazione_appaltante": "PROVINCIA DI TREVISO",
    "cod_cpv": "45233141-9",
    "descrizione_cpv": "LAVORI DI MANUTENZIONE STRADALE",
    "flag_prevalente": "1",
    "FLAG_PNRR_PNC": "0",
}


def cig(number: int) -> str:
    """A CIG of the old form."""
    return f"{9_000_000 + number:07}{number % 4096:03X}"


def lots(*rows: dict, header=CIG_HEADER, delimiter: str = ";") -> str:
    """The text of a `cig` file: each row is `LOT` with what is said otherwise."""
    out = io.StringIO()
    writer = csv.DictWriter(
        out,
        header,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL,
        extrasaction="ignore",
        lineterminator="\n",
    )
    writer.writeheader()
    for row in rows:
        writer.writerow(dict.fromkeys(header, "") | LOT | row)
    return out.getvalue()


def many(count: int, start: int = 0, **fields) -> list[dict]:
    return [{"cig": cig(start + number), **fields} for number in range(count)]


def write(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
