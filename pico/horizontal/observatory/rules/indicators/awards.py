"""Indicators of section 4: discounts, offers, times, concentration. Formulas: domain facts, 2.1."""

import ibis
from django.utils.translation import gettext_lazy as _
from ibis.expr.types import Table

from ...terms.sections import FEWEST
from ..sources.shape import CC_BY_SA, MONTHLY
from .declaring import Indicator, Origin, share
from .lots import number

AWARDS = Origin(
    _("ANAC"), _("CIG; aggiudicazioni"), ("lots", "awards"), CC_BY_SA, MONTHLY, "m_lots",
)  # fmt: skip
WINNERS = Origin(
    _("ANAC"), _("CIG; aggiudicazioni; aggiudicatari"), ("lots", "awards", "winners"), CC_BY_SA,
    MONTHLY, "m_winners",
)  # fmt: skip
MISSING = _(
    "L'assenza di un esito non vuol dire che il lotto non sia aggiudicato: prima del 2024 spesso non"
    " è stato comunicato. La copertura è accanto."
)
TOP = 5
HUNDRED_PER_CENT_SQUARED = 10_000


def by_winner(rows: Table) -> Table:
    """What each winner took, the greatest first (`place` from zero)."""
    won = rows.filter(rows.amount > 0).group_by("winner_code").aggregate(won=rows.amount.sum())
    order = ibis.window(order_by=[ibis.desc("won"), ibis.asc("winner_code")])
    return won.mutate(place=ibis.row_number().over(order))


def _competed(rows: Table):
    return rows.is_awarded & rows.is_competitive


OUTCOMES = (
    Indicator(
        "awarded", _("Lotti aggiudicati"), "", _("Lotti del periodo con un'aggiudicazione."),
        _("lotti con data o esito di aggiudicazione"), AWARDS,
        lambda rows: rows.is_awarded.sum(), number, MISSING, is_public=False, behind="?esito=si",
    ),
    Indicator(
        "outcome_coverage", _("Copertura degli esiti"), "%",
        _("Di quanti lotti del periodo si conosce come sono finiti."),
        _("lotti con un esito ÷ lotti"), AWARDS,
        lambda rows: share(rows.has_outcome.sum(), rows.count()), number, MISSING, digits=1,
        is_public=False,
    ),
    Indicator(
        "discount", _("Ribasso medio ponderato"), "%",
        _("Quanto si è risparmiato sulle basi di gara aggiudicate: i lotti grandi contano di più."),
        _("1 − Σ aggiudicato ÷ Σ base, oneri di sicurezza esclusi, lotti con entrambi gli importi"),
        AWARDS,
        lambda rows: 100 - share(rows.discount_award.sum(), rows.discount_base.sum()),
        lambda rows: rows.discount_base.count(),
        _("Esclusi gli accordi quadro e gli importi aggiudicati oltre una volta e mezza la base o sotto il 5 %, che sono contati a parte."),
        FEWEST, 1, is_public=False, behind="?esito=si",
    ),
    Indicator(
        "outliers", _("Importi anomali"), "",
        _("Lotti esclusi dal ribasso perché l'importo aggiudicato non è credibile."),
        _("aggiudicato > 1,5 × base, o < 0,05 × base"), AWARDS,
        lambda rows: rows.is_outlier.sum(), number, is_public=False, behind="?anomali=si",
    ),
    Indicator(
        "median_bids", _("Offerte ammesse, mediana"), "",
        _("Offerte ammesse nelle gare con confronto, aggiudicate."),
        _("mediana del numero di offerte ammesse"), AWARDS,
        lambda rows: ibis.cases((_competed(rows), rows.admitted)).median(),
        lambda rows: rows.admitted.count(where=_competed(rows)), fewest=FEWEST, digits=1,
        is_public=False,
    ),
    Indicator(
        "single_bid", _("Una sola offerta"), "%",
        _("Quante gare con confronto sono state aggiudicate con una sola offerta ammessa."),
        _("lotti aggiudicati con numero_offerte_ammesse = 1 ÷ lotti aggiudicati con procedura competitiva"),
        AWARDS,
        lambda rows: share((_competed(rows) & (rows.admitted == 1)).sum(), _competed(rows).sum()),
        lambda rows: _competed(rows).sum(),
        _("Affidamenti diretti, adesioni e affidamenti in house non contano."), FEWEST, 1,
        is_public=False, behind="?offerte=1",
    ),
    Indicator(
        "deserted", _("Gare deserte"), "%", _("Quanti lotti con un esito non hanno avuto offerte."),
        _("lotti deserti ÷ lotti con un esito"), AWARDS,
        lambda rows: share(rows.is_deserted.sum(), rows.has_outcome.sum()),
        lambda rows: rows.has_outcome.sum(), MISSING, FEWEST, 1, is_public=False,
        behind="?esito=deserta",
    ),
    Indicator(
        "days", _("Tempo di affidamento, mediana"), _("giorni"),
        _("Giorni di calendario dalla pubblicazione all'aggiudicazione."),
        _("mediana di data_aggiudicazione − data_pubblicazione"), AWARDS,
        lambda rows: rows.days.median(), lambda rows: rows.days.count(),
        _("Esclusi gli affidamenti senza confronto e i tempi negativi o oltre 1.500 giorni."),
        FEWEST, is_public=False,
    ),
    Indicator(
        "days_p90", _("Tempo di affidamento, 90° percentile"), _("giorni"),
        _("Nove lotti su dieci sono stati aggiudicati entro questo tempo."),
        _("90° percentile di data_aggiudicazione − data_pubblicazione"), AWARDS,
        lambda rows: rows.days.quantile(0.9), lambda rows: rows.days.count(), fewest=FEWEST,
        is_public=False,
    ),
    Indicator(
        "subcontracted", _("Con subappalto"), "%",
        _("Quanti lotti aggiudicati dichiarano il subappalto."),
        _("lotti aggiudicati con flag_subappalto ÷ lotti aggiudicati con il dato"), AWARDS,
        lambda rows: share(rows.is_subcontracted.sum(), rows.is_subcontracted.count()),
        lambda rows: rows.is_subcontracted.count(), fewest=FEWEST, digits=1, is_public=False,
    ),
)  # fmt: skip


def own_discount(rows: Table):
    """The discount of each lot, in per cent; none where it has no comparable amounts."""
    return 100 - rows.discount_award.cast("float64") * 100 / rows.discount_base.cast("float64")


# Drawn in charts alone: among the figures on top the weighted mean is enough.
SPREAD = (
    Indicator(
        "median_discount", _("Ribasso, mediana"), "%",
        _("Metà dei lotti aggiudicati ha avuto un ribasso minore, metà maggiore: ogni lotto conta uguale."),
        _("mediana di 1 − aggiudicato ÷ base, oneri di sicurezza esclusi, per lotto"), AWARDS,
        lambda rows: own_discount(rows).median(), lambda rows: rows.discount_base.count(),
        _("Esclusi gli stessi lotti che il ribasso medio ponderato esclude."), FEWEST, 1,
        is_public=False, behind="?esito=si",
    ),
)  # fmt: skip


def _gini(rows: Table):
    """Σ (n − 2d − 1) x ÷ (n Σ x), with d the place from the greatest, counted from zero."""
    won, firms = rows.won.sum().cast("float64"), rows.count()
    weighed = (rows.won * rows.place).sum().cast("float64")
    return ((firms - 1) * won - 2 * weighed) / (firms * won).nullif(0)


MARKET = (
    Indicator(
        "hhi", _("Concentrazione (HHI)"), "",
        _("Indice di Herfindahl-Hirschman sugli importi aggiudicati: da vicino a 0 (molti) a 10.000 (uno solo)."),
        _("Σ (quota × 100)² per codice fiscale dell'aggiudicatario"), WINNERS,
        lambda rows: (rows.won * rows.won).sum()
        / (rows.won.sum() * rows.won.sum()).nullif(0) * HUNDRED_PER_CENT_SQUARED,
        number, _("Nei raggruppamenti l'importo è diviso in parti uguali fra le imprese."),
        FEWEST, shaped=by_winner, is_public=False,
    ),
    Indicator(
        "top_share", _("Quota dei primi cinque"), "%",
        _("Quanta parte dell'importo aggiudicato va ai cinque aggiudicatari maggiori."),
        _("importo dei primi cinque ÷ importo aggiudicato"), WINNERS,
        lambda rows: share(rows.won.sum(where=rows.place < TOP), rows.won.sum()), number,
        _("Nei raggruppamenti l'importo è diviso in parti uguali fra le imprese."), FEWEST, 1,
        shaped=by_winner, is_public=False,
    ),
    Indicator(
        "gini", _("Disuguaglianza (Gini)"), "",
        _("Quanto gli importi aggiudicati sono divisi in modo disuguale: 0 se tutti gli aggiudicatari prendono lo stesso, verso 1 se uno prende tutto."),
        _("doppio dell'area fra la curva di Lorenz e la linea dell'uguaglianza"), WINNERS, _gini,
        number, _("Nei raggruppamenti l'importo è diviso in parti uguali fra le imprese."), FEWEST,
        2, shaped=by_winner, is_public=False,
    ),
    Indicator(
        "winners", _("Aggiudicatari"), "", _("Imprese e professionisti che hanno vinto almeno un lotto."),
        _("codici fiscali distinti degli aggiudicatari"), WINNERS, number, number,
        shaped=by_winner, is_public=False,
    ),
)  # fmt: skip
