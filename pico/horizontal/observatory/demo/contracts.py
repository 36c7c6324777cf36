"""Invented contracts of the Provinces since 2021: lots, awards, winners, bidders, qualifications."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from . import execution
from .places import SEED, Place, as_csv

FIRST_YEAR = 2021
PER_YEAR = 11  # lots of a Province of middle size
NEW_CODE, PLATFORM = date(2023, 7, 1), date(2024, 1, 1)
# (kind, CPV, its words, object, typical euro, how often)
OBJECTS = (
    ("LAVORI", "45233141-9", "LAVORI DI MANUTENZIONE STRADALE", "Manutenzione straordinaria della S.P. {n}", 420_000, 20),
    ("LAVORI", "45233140-2", "LAVORI STRADALI", "Messa in sicurezza della S.P. {n}", 650_000, 10),
    ("LAVORI", "45221111-3", "LAVORI DI COSTRUZIONE DI PONTI STRADALI", "Consolidamento del ponte al km {n}", 1_100_000, 5),
    ("LAVORI", "45214200-2", "LAVORI DI COSTRUZIONE DI EDIFICI SCOLASTICI", "Adeguamento sismico dell'istituto superiore n. {n}", 1_600_000, 9),
    ("LAVORI", "45453100-8", "LAVORI DI RIPRISTINO", "Riqualificazione energetica dell'edificio scolastico n. {n}", 780_000, 5),
    ("SERVIZI", "71300000-1", "SERVIZI DI INGEGNERIA", "Progettazione e direzione lavori, intervento {n}", 95_000, 12),
    ("SERVIZI", "90620000-9", "SERVIZI DI SGOMBERO NEVE", "Sgombero neve, zona {n}", 120_000, 8),
    ("SERVIZI", "90910000-9", "SERVIZI DI PULIZIA", "Pulizia degli edifici provinciali, lotto {n}", 210_000, 5),
    ("SERVIZI", "72000000-5", "SERVIZI INFORMATICI", "Manutenzione dei sistemi informativi, anno {n}", 60_000, 6),
    ("FORNITURE", "09310000-5", "ELETTRICITÀ", "Fornitura di energia elettrica, lotto {n}", 340_000, 4),
    ("FORNITURE", "34927100-2", "SALE STRADALE", "Fornitura di sale per disgelo, zona {n}", 70_000, 5),
    ("FORNITURE", "39160000-1", "ARREDO SCOLASTICO", "Arredi per istituti superiori, lotto {n}", 85_000, 5),
)  # fmt: skip
OPEN, BELOW, DIRECT, FRAMEWORK, WITHOUT = (
    ("1", "PROCEDURA APERTA"),
    ("34", "PROCEDURA NEGOZIATA PER AFFIDAMENTI SOTTO SOGLIA"),
    ("24", "AFFIDAMENTO DIRETTO"),
    ("27", "AFFIDAMENTO DIRETTO IN ADESIONE AD ACCORDO QUADRO/CONVENZIONE"),
    ("4", "PROCEDURA NEGOZIATA SENZA PREVIA PUBBLICAZIONE"),
)
LOT_HEADER = (
    "cig", "cig_accordo_quadro", "numero_gara", "oggetto_gara", "importo_complessivo_gara",
    "n_lotti_componenti", "oggetto_lotto", "importo_lotto", "oggetto_principale_contratto", "stato",
    "settore", "luogo_istat", "provincia", "data_pubblicazione", "data_scadenza_offerta",
    "cod_tipo_scelta_contraente", "tipo_scelta_contraente", "cf_amministrazione_appaltante",
    "denominazione_amministrazione_appaltante", "sezione_regionale", "anno_pubblicazione",
    "mese_pubblicazione", "cod_cpv", "descrizione_cpv", "flag_prevalente", "FLAG_URGENZA",
    "FLAG_DELEGA", "FUNZIONI_DELEGATE", "CF_SA_DELEGANTE", "DENOMINAZIONE_SA_DELEGANTE",
    "COD_ESITO", "ESITO", "DATA_COMUNICAZIONE_ESITO", "FLAG_PNRR_PNC",
)  # fmt: skip
AWARD_HEADER = (
    "cig", "data_aggiudicazione_definitiva", "esito", "criterio_aggiudicazione",
    "numero_offerte_ammesse", "numero_offerte_escluse", "importo_aggiudicazione",
    "ribasso_aggiudicazione", "num_imprese_offerenti", "flag_subappalto", "id_aggiudicazione",
    "num_imprese_richiedenti", "num_imprese_invitate", "FLAG_PROC_ACCELERATA",
)  # fmt: skip
FIRM_HEADER = ("cig", "ruolo", "codice_fiscale", "denominazione", "tipo_soggetto")
FIRST = ("Costruzioni", "Strade", "Edil", "Impianti", "Servizi", "Progetti", "Asfalti", "Tecno")
LAST = ("Aurora", "Belvedere", "Collina", "Del Ponte", "Europa", "Faro", "Ghiaia", "Orizzonte")


@dataclass(frozen=True, slots=True)
class Lot:
    """An invented lot; projects point at some of them."""

    cig: str
    place: Place
    kind: str
    amount: int
    published: date
    procedure: tuple[str, str]
    is_pnrr: bool
    row: tuple


def lots(enti: list[Place], today: date) -> Iterator[Lot]:
    """The same lots each time for the same bodies and day: the seed is fixed."""
    chance = random.Random(SEED)
    weights = [one[-1] for one in OBJECTS]
    number = 0
    for place in enti:
        for year in range(FIRST_YEAR, today.year + 1):
            busy = 1.4 if year in (2022, 2023) else 1.0
            for _one in range(max(3, round(PER_YEAR * place.weight * busy))):
                published = date(year, 1, 1) + timedelta(days=chance.randrange(365))
                if published > today:
                    continue
                number += 1
                what = chance.choices(OBJECTS, weights)[0]
                yield _lot(number, place, published, today, chance, what)


def _lot(
    number: int, place: Place, published: date, today: date, chance: random.Random, what
) -> Lot:
    kind, cpv, cpv_text, words, typical, _often = what
    amount = 10 * round(typical * chance.lognormvariate(0, 0.9) / 10)
    procedure = _procedure(kind, amount, published, chance)
    is_pnrr = kind == "LAVORI" and year_of_pnrr(published) and chance.random() < 0.3
    is_delegated = chance.random() < 0.06
    cig = f"{'B' if published >= PLATFORM else 'A'}{number:08X}{number % 16:X}"
    due = published + timedelta(days=chance.choice((15, 20, 30, 35, 45)))
    text = words.format(n=chance.randrange(1, 240))
    outcome = _outcome(published, today, chance)
    row = (
        cig, "", f"{9_000_000 + number}", text, f"{amount}.0", "1", text, f"{amount}.0", kind,
        "ATTIVO", "SETTORI ORDINARI", place.town, place.name.rsplit(" ", 1)[-1], published, due,
        f"{procedure[0]}.0", procedure[1], place.code, place.name, "", published.year,
        f"{published.month:02}", cpv, cpv_text, "1", "0", "1" if is_delegated else "0",
        "AGGIUDICAZIONE" if is_delegated else "", "00000000000" if is_delegated else "",
        "COMUNE CHE DELEGA" if is_delegated else "", *outcome, "1" if is_pnrr else "0",
    )  # fmt: skip
    return Lot(cig, place, kind, amount, published, procedure, is_pnrr, row)


def year_of_pnrr(published: date) -> bool:
    return date(2022, 3, 1) <= published <= date(2025, 6, 30)


def _procedure(kind: str, amount: int, published: date, chance) -> tuple[str, str]:
    """What the amount allows: the direct threshold rose with the Codice of 2023."""
    direct = 150_000 if kind == "LAVORI" else 140_000
    if published < NEW_CODE:
        direct = 75_000
    if amount < direct:
        return FRAMEWORK if chance.random() < 0.05 else DIRECT
    if amount < (5_538_000 if kind == "LAVORI" else 221_000) and chance.random() < 0.75:
        return BELOW
    return WITHOUT if chance.random() < 0.06 else OPEN


def _outcome(published: date, today: date, chance) -> tuple:
    """Rows before 2024 often say nothing of how it ended; those in progress have no end yet."""
    known = 0.85 if published >= PLATFORM else 0.55
    if chance.random() > known:
        return "", "", ""
    code, words = chance.choices(
        (("1.0", "AGGIUDICATA"), ("3.0", "DESERTA"), ("6.0", "ANNULLATA")), (90, 7, 3)
    )[0]
    told = published + timedelta(days=chance.randrange(20, 140))
    return (code, words, told) if told <= today else ("", "", "")


def _firms(chance: random.Random) -> list[tuple[str, str]]:
    names = [f"{first} {last} srl (inventata)" for first in FIRST for last in LAST]
    numbers = [chance.randrange(10**9, 10**10) for _name in names]
    return [
        # Two are of abroad: their codes say no region.
        (f"DE{number % 10**9:09}" if at % 32 == 31 else execution.vat_number(number, at), name)
        for at, (number, name) in enumerate(zip(numbers, names, strict=True))
    ]


def files(enti: list[Place], today: date) -> dict[str, tuple[str, str]]:
    """The files of ANAC: {dataset: (name, text)}."""
    chance = random.Random(SEED + 1)
    made, firms = list(lots(enti, today)), _firms(chance)
    awards, winners, bidders, won = [], [], [], []
    for number, lot in enumerate(made, 1):
        if lot.row[-3] == "AGGIUDICATA":
            won.append(_award(lot, number, firms, chance, awards, winners, bidders))
    levels = [
        (place.code, place.name, chance.choice(("L1", "L1", "L2", "L3")), chance.choice(("SF1", "SF1", "SF2", "SF3")), date(today.year + 1, 6, 30))
        for place in enti
    ]  # fmt: skip
    return {
        "anac_cig": ("cig_csv.csv", as_csv(LOT_HEADER, (lot.row for lot in made))),
        "anac_aggiudicazioni": ("aggiudicazioni_csv.csv", as_csv(AWARD_HEADER, awards)),
        "anac_aggiudicatari": (
            "aggiudicatari_csv.csv",
            as_csv((*FIRM_HEADER, "id_aggiudicazione"), winners),
        ),
        "anac_partecipanti": ("partecipanti_csv.csv", as_csv(FIRM_HEADER, bidders)),
        "anac_qualificazioni": (
            "qualificazioni.csv",
            as_csv(("codice_fiscale", "denominazione", "livello_lavori", "livello_servizi_forniture", "data_scadenza"), levels),
        ),
        **execution.files(won, firms, today),
    }  # fmt: skip


def _award(lot: Lot, number: int, firms, chance, awards, winners, bidders) -> execution.Won:
    is_direct = lot.procedure in (DIRECT, FRAMEWORK)
    count = 1 if is_direct else min(len(firms), 1 + int(chance.expovariate(0.28)))
    discount = round(chance.uniform(0.5, 6) if is_direct else chance.betavariate(2.2, 6) * 60, 3)
    days = chance.randrange(5, 30) if is_direct else int(chance.lognormvariate(4.3, 0.45))
    awarded = min(lot.published + timedelta(days=days), lot.row[-2])  # before it is told
    # Some firms win more often than others.
    start = int(chance.betavariate(1, 3) * len(firms))
    here = [firms[(start + step * 7) % len(firms)] for step in range(count)]
    near = [one for one in firms if execution.home(one[0]) == lot.place.region]
    if near and number % 5 < 3:  # who is near wins more often
        winner = near[number % len(near)]
        here = [winner, *(one for one in here[1:] if one != winner)]
    awards.append(
        (
            lot.cig, awarded, "AGGIUDICATA",
            "MINOR PREZZO" if chance.random() < 0.6 else "OFFERTA ECONOMICAMENTE PIÙ VANTAGGIOSA",
            count, chance.choice((0, 0, 0, 1)), round(lot.amount * (1 - discount / 100), 2), discount,
            count, "S" if chance.random() < 0.35 else "N", f"{number}.0", count, count, "N",
        )
    )  # fmt: skip
    winners.append((lot.cig, "", *here[0], "IMPRESA SINGOLA", f"{number}.0"))
    bidders += [(lot.cig, "", *firm, "IMPRESA SINGOLA") for firm in here]
    return execution.Won(lot.cig, f"{number}.0", lot.kind, lot.row[14], awarded, here[0])
