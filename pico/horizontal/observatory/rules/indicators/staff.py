"""Indicators of section 7: the staff of the Provinces, from the yearly account of the RGS."""

import ibis
from django.utils.translation import gettext_lazy as _
from ibis.expr.types import Table

from ...terms.staff import HOURS_A_DAY
from ..sources.shape import CC_BY, YEARLY
from .declaring import Indicator, Origin, share

RGS = Origin(
    _("Ragioneria generale dello Stato"), _("Conto annuale (SICO)"), ("staff",), CC_BY, YEARLY,
    "m_staff",
)  # fmt: skip
LATE = _("Il Conto annuale esce circa diciotto mesi dopo la fine dell'anno. Non è un dato di ANAC.")
AGES = tuple(range(20, 65, 5))
MIDDLE = 2.5  # of a class of five years
YOUNGEST, OLDEST = 18, 66  # stand for the open classes
TRAINED = _(
    "Il Conto annuale conta giorni interi di assenza per formazione: la formazione sul posto di lavoro o a distanza può mancare. L'obiettivo della Direttiva del 14 gennaio 2025 è di 40 ore l'anno a persona. Il dato esce circa diciotto mesi dopo la fine dell'anno."
)


def _of(rows: Table, table: str, measure: str = ""):
    chosen = rows.table_code == table
    return chosen & (rows.measure == measure) if measure else chosen


def _sum(table: str, measure: str = ""):
    return lambda rows: rows.amount.sum(where=_of(rows, table, measure)).fill_null(0)


def _cases(table: str):
    return lambda rows: _of(rows, table).sum()


def _women(rows: Table):
    heads = _of(rows, "T1")
    return share(rows.amount.sum(where=heads & (rows.gender == "F")), rows.amount.sum(where=heads))


def _mean_age(rows: Table):
    middle = ibis.cases(
        (rows.measure == "AGE_0", YOUNGEST),
        (rows.measure == "AGE_65", OLDEST),
        *((rows.measure == f"AGE_{low}", low + MIDDLE) for low in AGES),
    )
    aged = _of(rows, "T8") & middle.notnull()
    return (rows.amount * middle).sum(where=aged) / rows.amount.sum(where=aged).nullif(0)


def _training(rows: Table):
    """Days of training for each of those in service; nothing where no file tells of them."""
    days = rows.amount.sum(where=_of(rows, "T11", "TRAINING"))
    return days.cast("float64") / rows.amount.sum(where=_of(rows, "T1")).nullif(0)


def _training_cases(rows: Table):
    return _of(rows, "T11", "TRAINING").sum()


def _replaced(rows: Table):
    joined, left = _sum("T6", "JOINERS")(rows), _sum("T5", "LEAVERS")(rows)
    return share(joined, left)


STAFF = (
    Indicator(
        "heads", _("Addetti"), "", _("Personale in servizio al 31 dicembre."),
        _("somma della tabella T1 del Conto annuale"), RGS, _sum("T1"), _cases("T1"), LATE,
    ),
    Indicator(
        "heads_per_residents", _("Addetti per 10.000 abitanti"), "",
        _("Personale al 31 dicembre ogni diecimila residenti."),
        _("addetti ÷ residenti × 10.000 (ISTAT)"),
        Origin(
            _("Ragioneria generale dello Stato; ISTAT"), _("Conto annuale; popolazione residente"),
            ("staff", "population"), CC_BY, YEARLY, "m_staff",
        ),
        lambda rows: _sum("T1")(rows) / rows.residents.max().nullif(0) * 10_000, _cases("T1"), LATE,
        digits=1,
    ),
    Indicator(
        "women_share", _("Donne"), "%", _("Quante delle persone in servizio sono donne."),
        _("addette ÷ addetti (T1)"), RGS, _women, _cases("T1"), LATE, digits=1,
    ),
    Indicator(
        "mean_age", _("Età media"), _("anni"), _("Età media del personale, dalle classi di età."),
        _("Σ (punto medio della classe × addetti) ÷ addetti (T8)"), RGS, _mean_age, _cases("T8"),
        _("Le classi sono di cinque anni: la media è approssimata."), digits=1,
    ),
    Indicator(
        "joiners", _("Assunti"), "", _("Persone entrate nell'anno."), _("somma della tabella T6"),
        RGS, _sum("T6", "JOINERS"), _cases("T6"), LATE,
    ),
    Indicator(
        "leavers", _("Cessati"), "", _("Persone uscite nell'anno."), _("somma della tabella T5"),
        RGS, _sum("T5", "LEAVERS"), _cases("T5"), LATE,
    ),
    Indicator(
        "replaced", _("Ricambio"), "%", _("Quanti assunti ogni cento cessati."),
        _("assunti ÷ cessati"), RGS, _replaced, _cases("T5"), LATE, digits=1,
    ),
    Indicator(
        "training_days", _("Giornate di formazione per addetto"), _("giorni"),
        _("Giorni dell'anno passati in formazione, in media, da chi è in servizio al 31 dicembre."),
        _("giorni di assenza per formazione (T11, causale Z01) ÷ addetti (T1)"), RGS, _training,
        _training_cases, TRAINED, digits=1,
    ),
    Indicator(
        "training_hours", _("Ore di formazione per addetto"), _("ore"),
        _("Ore dell'anno passate in formazione, in media, da chi è in servizio al 31 dicembre."),
        _("giornate di formazione per addetto × 7,2 ore (36 ore su 5 giorni)"), RGS,
        lambda rows: _training(rows) * HOURS_A_DAY, _training_cases, TRAINED, digits=1,
    ),
)  # fmt: skip
