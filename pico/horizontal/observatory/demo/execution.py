"""Invented life of contracts after their award: start, variants, subcontracts, end."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from ..rules.marts.offices import FIRST_OF_OFFICE, OF_OFFICE, RUNS
from .places import SEED, as_csv

START_HEADER = (
    "cig", "data_stipula_contratto", "data_esecutivita_contratto", "data_termine_contrattuale",
    "data_verbale_consegna_definitiva", "data_inizio_effettiva", "data_verbale_prima_consegna",
    "consegna_frazionata", "consegna_sotto_riserva", "id_aggiudicazione",
)  # fmt: skip
END_HEADER = (
    "cig", "cod_motivo_risoluzione", "motivo_risoluzione", "cod_motivo_interruzione_anticipata",
    "motivo_interruzione_anticipata", "data_conclusione_anticipata", "data_effettiva_ultimazione",
    "id_aggiudicazione", "giorni_proroga",
)  # fmt: skip
VARIANT_HEADER = (
    "id_variante", "cod_motivo_variante", "motivo_variante", "data_approvazione_variante", "cig",
    "id_aggiudicazione",
)  # fmt: skip
SUBCONTRACT_HEADER = (
    "cig", "id_subappalto", "cf_subappaltante", "data_autorizzazione", "oggetto", "cod_categoria",
    "descrizione_categoria", "classe_importo", "descrizione_tipo_categoria", "cod_cpv",
    "descrizione_cpv", "codice_fiscale", "denominazione", "ruolo", "tipo_soggetto",
)  # fmt: skip
REASONS = (
    ("1", "CIRCOSTANZE IMPREVISTE E IMPREVEDIBILI", 40),
    ("2", "LAVORI, SERVIZI O FORNITURE SUPPLEMENTARI", 25),
    ("3", "MODIFICHE PREVISTE NEI DOCUMENTI DI GARA", 15),
    ("4", "MODIFICHE NON SOSTANZIALI", 12),
    ("5", "ERRORI DEL PROGETTO ESECUTIVO", 8),
)
CATEGORIES = ("OG 3", "OG 1", "OS 1", "OS 10", "OS 21", "OS 30")
CLASSES = ("I", "I", "II", "III")
KNOWN, ENDED_EARLY = 0.7, 0.02
FIRMS = 64


@dataclass(frozen=True, slots=True)
class Won:
    """An award that may become a contract."""

    cig: str
    award_id: str
    kind: str
    due: date
    awarded: date
    winner: tuple[str, str]


def vat_number(number: int, at: int) -> str:
    """An invented VAT number, right in form: its office is one of the 95, by turns."""
    digits = f"0{number % 1_000_000:06}{1 + at * 94 // (FIRMS - 1):03}"
    total = 0
    for place, digit in enumerate(map(int, digits)):
        doubled = digit * 2 - 9 if digit > 4 else digit * 2
        total += doubled if place % 2 else digit
    return f"{digits}{-total % 10}"


def home(code: str) -> str:
    """The region of the office that gave a number."""
    office = code[FIRST_OF_OFFICE : FIRST_OF_OFFICE + OF_OFFICE]
    return next((region for region, first, last in RUNS if first <= office <= last), "")


def files(awards: list[Won], firms: list[tuple[str, str]], today: date):
    """The files of ANAC on contracts: {dataset: (name, text)}."""
    chance = random.Random(SEED + 4)
    starts, ends, variants, subcontracts = [], [], [], []
    for won in awards:
        signed = won.awarded + timedelta(days=int(chance.lognormvariate(3.7, 0.5)))
        if chance.random() > KNOWN or signed > today:
            continue
        began = signed + timedelta(days=chance.randrange(-10, 40))
        length = chance.randrange(90, 540)
        term = began + timedelta(days=length)
        starts.append((won.cig, signed, signed, term, began, began, "", "N", "N", won.award_id))
        if won.kind == "LAVORI":
            middle = min(began + timedelta(days=length // 2), today)
            variants += _variants(won, middle, len(variants), chance)
            subcontracts += _subcontracts(won, middle, len(subcontracts), firms, chance)
        ends += _end(won, began, term, today, chance)
    return {
        "anac_avvio_contratto": ("avvio-contratto_csv.csv", as_csv(START_HEADER, starts)),
        "anac_varianti": ("varianti_csv.csv", as_csv(VARIANT_HEADER, variants)),
        "anac_subappalti": ("subappalti_csv.csv", as_csv(SUBCONTRACT_HEADER, subcontracts)),
        "anac_fine_contratto": ("fine-contratto_csv.csv", as_csv(END_HEADER, ends)),
    }


def _variants(won: Won, day: date, number: int, chance: random.Random):
    if chance.random() > 0.28:
        return
    for step in range(1 if chance.random() < 0.8 else 2):
        code, reason, _often = chance.choices(REASONS, [one[-1] for one in REASONS])[0]
        yield f"{number + step + 1}.0", code, f"{reason} (inventato)", day, won.cig, won.award_id


def _subcontracts(won: Won, day: date, number: int, firms, chance: random.Random):
    if chance.random() > 0.35:
        return
    for step in range(chance.choice((1, 1, 1, 2, 3))):
        code, name = chance.choice(firms)
        category = chance.choice(CATEGORIES)
        yield (
            won.cig, f"{number + step + 1}.0", won.winner[0], day, "Lavorazioni in subappalto (inventato)",
            category.replace(" ", ""), category, chance.choice(CLASSES), "CATEGORIA SCORPORABILE", "", "",
            code, name, "", "IMPRESA SINGOLA",
        )  # fmt: skip


def _end(won: Won, began: date, term: date, today: date, chance: random.Random):
    late = max(0, int(chance.gauss(30, 60)))
    ended = term + timedelta(days=late)
    if ended > today or chance.random() > KNOWN:
        return
    if chance.random() < ENDED_EARLY:
        stopped = began + (term - began) / 2
        yield won.cig, "2", "GRAVE INADEMPIMENTO (inventato)", "", "", stopped, "", won.award_id, ""
        return
    yield won.cig, "", "", "", "", "", ended, won.award_id, late
