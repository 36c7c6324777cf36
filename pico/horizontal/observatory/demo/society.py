"""Invented staff of the Provinces, residents of their Comuni, funding of their digital agenda."""

import random
from datetime import date, timedelta

from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

from .places import SEED, Place, as_csv

AREAS = (
    ("OPERATORI", 4),
    ("OPERATORI ESPERTI", 22),
    ("ISTRUTTORI", 41),
    ("FUNZIONARI ED ELEVATA QUALIFICAZIONE", 30),
    ("DIRIGENTI", 3),
)
AGES = ("fino a 19", *(f"{low}-{low + 4}" for low in range(20, 65, 5)), "65 e oltre")
AGE_WEIGHTS = (0, 0.2, 2, 5, 8, 11, 15, 20, 24, 13, 2)
STAFF_HEADER = (
    "ANNO", "CODI_ISTITUZIONE", "CODI_TABELLA", "DESC_QUALIFICA", "DESC_CATEGORIA", "MISURA",
    "UOMINI", "DONNE",
)  # fmt: skip


ABSENCE_HEADER = (
    "ANNO", "ISTITUZIONE", "CONTRATTO", "CATEGORIA", "QUALIFICA", "CAUSALE_ASSENZA",
    "ASSENZE_UOMINI", "ASSENZE_DONNE",
)  # fmt: skip
# Causes of absence with the days that one person takes in a year.
CAUSES = (("F00", 28.0), ("M05", 6.5), ("Z01", 2.6))

# Calls of PA digitale 2026 that the invented Comuni took part in, each with a voucher in euro.
CALLS = (
    ("1.2 Abilitazione al Cloud - Comuni - Luglio 2022 (inventato)", 48_000),
    ("1.4.1 Esperienza del Cittadino - Comuni - Aprile 2022 (inventato)", 80_000),
    ("1.4.3 - pagoPA - Comuni - Aprile 2022 (inventato)", 12_000),
    ("1.4.5 'Piattaforma Notifiche Digitali' Comuni (Settembre 2022) (inventato)", 23_000),
)
FUNDED_FROM = date(2022, 11, 8)


def files(enti: list[Place], today: date) -> dict[str, tuple[str, str]]:
    """The files of RGS, ISTAT and PA digitale: {dataset: (name, text)}."""
    chance = random.Random(SEED + 3)
    last = today.year - 2  # the account comes out a year and a half later
    bodies = [
        (year, "P", "PROVINCE", f"{10_000 + place.pk}", place.name, place.code.lstrip("0"))
        for year in range(last - 3, last + 1)
        for place in enti
    ]
    staff = [row for place in enti for row in _staff(place, last, chance)]
    towns = Ente.objects.filter(kind=EnteKind.COMUNE, valid_to__isnull=True).exclude(istat_code="")
    people = [
        (today.year - 1, code, round(chance.lognormvariate(8.2, 1)))
        for code in towns.order_by("istat_code").values_list("istat_code", flat=True)
    ]
    funded = [
        (f"p_{place.sigla}", place.name, "Altri Enti", "", place.town, place.sigla, place.territory, "", place.region, "14000.0", "1.4.4 Adozione SPID CIE (inventato)", "2022-06-15", "2022-11-08", "", "E", "2025-03-12")
        for place in enti
    ]  # fmt: skip
    funded += _funded(towns.order_by("istat_code"), today, chance)
    head = ("ANNO", "CODI_TIPO_ISTITUZIONE", "DESC_TIPO_ISTITUZIONE", "CODI_ISTITUZIONE", "DESC_ISTITUZIONE", "CODI_FISCALE")  # fmt: skip
    digital = (
        "codice_ipa", "ente", "tipologia_ente", "comune", "cod_comune", "provincia",
        "cod_provincia", "regione", "cod_regione", "importo_finanziamento", "avviso",
        "data_invio_candidatura", "data_finanziamento", "codice_cup", "stato_candidatura",
        "data_stato_candidatura",
    )  # fmt: skip
    return {
        "rgs_istituzioni": ("TipoIstituzione_Istituzione.csv", as_csv(head, bodies)),
        "rgs_personale": ("Personale.csv", as_csv(STAFF_HEADER, staff)),
        "rgs_assenze": ("ASSENZE.csv", as_csv(ABSENCE_HEADER, _absences(staff, last))),
        "istat_popolazione": (
            "popolazione.csv",
            as_csv(("anno", "codice_comune", "residenti"), people),
        ),
        "padigitale2026": ("candidature.csv", as_csv(digital, funded, delimiter=",")),
    }


def _funded(towns, today: date, chance: random.Random):
    """What each Comune was given of each call: seven in ten are done, one in twenty was given up."""
    named = towns.values_list("istat_code", "name", "territory_id", "territory__plate", "region_id")
    for code, name, territory, plate, region in named:
        for call, voucher in CALLS:
            if chance.random() < 0.25:
                continue
            granted = FUNDED_FROM + timedelta(days=chance.randrange(500))
            status = chance.choices(("E", "A", "R"), (70, 25, 5))[0]
            ended = (
                granted if status == "A" else granted + timedelta(days=chance.randrange(200, 700))
            )
            yield (
                f"c_{code}", name, "Comuni", name, code, plate, territory, "", region,
                f"{voucher}.0", call, granted - timedelta(days=90), granted, "", status,
                min(ended, today),
            )  # fmt: skip


def _staff(place: Place, last: int, chance: random.Random):
    """Four years of one body: who is there by area and age, who came and went, training, pay."""
    heads, code = 160 * place.weight, f"{10_000 + place.pk}"
    women = chance.uniform(0.42, 0.55)
    for year in range(last - 3, last + 1):
        heads *= chance.uniform(0.96, 1.03)
        for area, share in AREAS:
            count = heads * share / 100
            yield _row(year, code, "T1", area, "", count * (1 - women), count * women)
        for age, share in zip(AGES, AGE_WEIGHTS, strict=True):
            count = heads * share / 100
            yield _row(year, code, "T8", "", age, count * (1 - women), count * women)
        for table, share in (("T5", 0.07), ("T6", 0.06)):
            count = heads * share * chance.uniform(0.7, 1.3)
            yield _row(year, code, table, "ISTRUTTORI", "", count / 2, count / 2)
        yield _row(year, code, "T12", "", "spesa", heads * 15_800, heads * 15_100)


def _absences(staff: list[tuple], last: int):
    """Days away of each body and year, from who is there: training grew after the Direttiva of 2025."""
    heads: dict[tuple[int, str], list[int]] = {}
    for year, code, table, *_words, men, women in staff:
        if table == "T1":
            known = heads.setdefault((year, code), [0, 0])
            known[0], known[1] = known[0] + men, known[1] + women
    for (year, code), (men, women) in heads.items():
        for cause, days in CAUSES:
            own = days * (0.7 + int(code) % 7 / 10) * (1 - 0.06 * (last - year))
            yield (year, code, "REAL", "", "", cause, round(men * own), round(women * own * 1.05))


def _row(year, code, table, area, measure, men, women) -> tuple:
    return year, code, table, area, area, measure, round(men), round(women)
