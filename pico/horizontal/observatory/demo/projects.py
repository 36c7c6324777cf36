"""Invented projects of PNRR and PNC, with their tenders, payments, places and targets."""

import random
from datetime import date, timedelta

from .contracts import Lot, lots
from .places import SEED, Place, a_cup, as_csv

MEASURES = (
    ("M4", "M4C1", "M4C1I3.03.00", "Messa in sicurezza e riqualificazione dell'edilizia scolastica", 55),
    ("M2", "M2C3", "M2C3I1.01.00", "Sostituzione di edifici scolastici e riqualificazione energetica", 15),
    ("M4", "M4C1", "M4C1I1.03.00", "Infrastrutture per lo sport nelle scuole", 10),
    ("M2", "M2C4", "M2C4I2.01.00", "Gestione del rischio di alluvione e idrogeologico", 12),
    ("M5", "M5C3", "M5C3I1.01.00", "Aree interne: servizi di prossimità", 8),
)  # fmt: skip
PNC = (
    ("C.11", "STRADE SICURE", "C.11.1.0", "MANUTENZIONE STRAORDINARIA DELLE STRADE DELLE AREE INTERNE"),
    ("C.13", "SICURO, VERDE E SOCIALE", "C.13.1.0", "RIQUALIFICAZIONE DELL'EDILIZIA RESIDENZIALE PUBBLICA"),
)  # fmt: skip
WORKS = "REALIZZAZIONE DI LAVORI PUBBLICI (OPERE ED IMPIANTISTICA)"


def files(enti: list[Place], today: date) -> dict[str, tuple[str, str]]:
    """The files of Italia Domani: {dataset: (name, text)}. Each PNRR lot is of one project; some
    projects have no lot yet, as in the real ones.
    """
    chance = random.Random(SEED + 2)
    day = date(today.year, 3 if today.month > 3 else 1, 31)
    invented = list(lots(enti, today))
    made = [lot for lot in invented if lot.is_pnrr]
    pnrr, tenders, payments, places, targets, phases = [], [], [], [], [], []
    by_place: dict[int, list[Lot]] = {}
    for lot in made:
        by_place.setdefault(lot.place.pk, []).append(lot)
    for place in enti:
        for lot in [*by_place.get(place.pk, [])[:14], None, None]:
            _project(place, lot, day, chance, (pnrr, tenders, payments, places, targets, phases))
    return {
        "regis_progetti": ("PNRR_Progetti.csv", as_csv(PROJECT_HEADER, pnrr)),
        "regis_gare": ("PNRR_Gare.csv", as_csv(TENDER_HEADER, tenders)),
        "regis_pagamenti": ("PNRR_Pagamenti.csv", as_csv(PAYMENT_HEADER, payments)),
        "regis_localizzazioni": ("PNRR_Localizzazione.csv", as_csv(PLACE_HEADER, places)),
        "regis_indicatori": ("PNRR_Indicatori.csv", as_csv(TARGET_HEADER, targets)),
        "regis_iter": ("PNRR_Iter_di_Progetto.csv", as_csv(PHASE_HEADER, phases)),
        **_pnc(enti, day, chance, [lot for lot in invented if _is_of_pnc(lot)]),
    }


PROJECT_HEADER = (
    "Programma", "Missione", "Componente", "Codice Univoco Submisura", "Descrizione Submisura",
    "CUP ", "Codice Locale Progetto ", "Stato CUP", "CUP Descrizione Natura", "Titolo Progetto",
    "Finanziamento PNRR", "Finanziamento Provincia", "Finanziamento Totale ", "Soggetto Attuatore",
    "Codice Fiscale Soggetto Attuatore", "Data di Estrazione",
)  # fmt: skip
TENDER_HEADER = (
    "Codice Univoco Submisura", "CUP", "CIG", "CF SA", "Stazione Appaltante",
    "Tipo Scelta Contraente", "Importo Gara", "Data Pubblicazione", "Importo Aggiudicazione",
    "Data di Estrazione",
)  # fmt: skip
PAYMENT_HEADER = (
    "Codice Univoco Submisura", "CUP", "Codice Locale Progetto", "Finanziamento Totale",
    "Finanziamento PNRR", "Pagamenti Totali", "Data di Estrazione",
)  # fmt: skip
PLACE_HEADER = (
    "Codice Univoco Submisura", "CUP", "Regione", "Provincia", "Comune", "Descrizione Comune",
)  # fmt: skip
TARGET_HEADER = (
    "CUP", "Descrizione Indicatore", "Unità di misura", "Valore programmato", "Valore realizzato",
    "Data di Estrazione",
)  # fmt: skip
PHASE_HEADER = (
    "Codice Univoco Submisura", "CUP", "Codice Locale Progetto", "Descrizione Fase Procedurale",
    "Data Inizio Prevista", "Data Inizio Effettiva", "Data Fine Prevista", "Data Fine Effettiva",
    "Data di Estrazione",
)  # fmt: skip
# (phase, from how many days before the notice to how many after it)
STEPS = (
    ("Progettazione esecutiva", -240, -60), ("Pubblicazione del bando o affidamento", 0, 90),
    ("Esecuzione dei lavori", 120, 660), ("Collaudo", 690, 780),
)  # fmt: skip


def _phases(lot: Lot, day: date) -> list[tuple]:
    """The phases of a project around the notice of its lot: what the file is too early for has no day."""
    found = []
    for name, first, last in STEPS:
        planned = [lot.published + timedelta(days=days) for days in (first, last)]
        begins, ends = planned
        began, ended = (one if one <= day else "" for one in planned)
        found.append((name, begins, began, ends, ended))
    return found


def _money(value: float) -> str:
    """As ReGiS writes them: thousand dots and a decimal comma."""
    return f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")


def _project(place: Place, lot: Lot | None, day: date, chance, files) -> None:
    pnrr, tenders, payments, places, targets, phases = files
    mission, component, measure, name, _often = chance.choices(
        MEASURES, [one[-1] for one in MEASURES]
    )[0]
    cup, local = a_cup(chance), f"PRJ-{len(pnrr) + 1:05}"
    own = round((lot.amount if lot else 600_000) * chance.uniform(1.05, 1.5), 2)
    total = round(own * chance.uniform(1.0, 1.2), 2)
    # The P.IVA with its leading zeros lost, as in the real files; else the fiscal code.
    code = (place.vat or place.code).lstrip("0")
    title = f"{name} – intervento {len(pnrr) + 1} (inventato)"
    pnrr.append(
        (
            "PNRR", mission, component, measure, name, cup, local,
            chance.choices(("ATTIVO", "CHIUSO", "REVOCATO"), (82, 15, 3))[0], WORKS, title,
            _money(own), _money(total - own), _money(total),
            f"AMMINISTRAZIONE PROVINCIALE DI {place.name.rsplit(' ', 1)[-1]}", code, day,
        )
    )  # fmt: skip
    share = chance.betavariate(2, 2) if lot else 0.0
    payments.append((measure, cup, local, total, own, round(total * share, 2), day))
    places.append(
        (measure, cup, int(place.region or 0), int(place.territory or 0), int(place.town[3:] or 0), "")
    )  # fmt: skip
    targets.append((cup, "Superficie riqualificata", "m²", "1.500,00", _money(1500 * share), day))
    if lot:
        phases += [(measure, cup, local, *one, day) for one in _phases(lot, day)]
        won = round(lot.amount * chance.uniform(0.7, 0.98), 2) if share > 0.2 else 0
        tenders.append(
            (measure, cup, lot.cig, place.code, place.name, lot.procedure[1], lot.amount, lot.published, won, day)
        )  # fmt: skip


def _is_of_pnc(lot: Lot) -> bool:
    return lot.kind == "LAVORI" and not lot.is_pnrr and 2022 <= lot.published.year <= 2024


def _pnc(enti: list[Place], day: date, chance, works: list[Lot]) -> dict[str, tuple[str, str]]:
    """Two projects of each body; those with a tender have one of its works."""
    rows, tenders = [], []
    left: dict[int, list[Lot]] = {}
    for lot in works:
        left.setdefault(lot.place.pk, []).append(lot)
    for number, place in enumerate(enti):
        for step in range(2):
            code, programme, measure, name = PNC[(number + step) % len(PNC)]
            cup, amount = a_cup(chance), round(chance.uniform(2e5, 3e6), 2)
            lot = left[place.pk].pop(0) if left.get(place.pk) and chance.random() < 0.6 else None
            amount = round(lot.amount * 1.25, 2) if lot else amount
            rows.append(
                ("PNC", code, programme, measure, name, cup, "ATTIVO", WORKS, f"{name} ({place.sigla}, inventato)", place.name, place.code, amount, day)
            )  # fmt: skip
            if lot:
                tenders.append(
                    (measure, cup, lot.cig, place.code, place.name, lot.procedure[1], lot.amount, lot.published, "", "", day)
                )  # fmt: skip
    head = (
        "piano", "codice_programma", "programma", "codice_intervento", "intervento", "cup",
        "stato_cup", "natura_investimento", "titolo_unita_di_rilevazione", "soggetto_attuatore",
        "codice_fiscale_soggetto_attuatore", "finanziamento_pnc", "data_di_estrazione",
    )  # fmt: skip
    tender_head = (
        "codice_intervento", "cup", "cig", "codice_fiscale_stazione_appaltante",
        "stazione_appaltante", "tipo_scelta_contraente", "importo_base_dasta_cig",
        "data_pubblicazione_cig", "data_aggiudicazione_definitiva", "importo_aggiudicazione",
        "data_di_estrazione",
    )  # fmt: skip
    return {
        "pnc_progetti": ("OpenData_PNC_Progetti.csv", as_csv(head, rows)),
        "pnc_gare": ("OpenData_PNC_Gare.csv", as_csv(tender_head, tenders)),
    }
