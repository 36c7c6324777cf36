"""Indicators of sections 5 and 6: PNRR and PNC projects, their money and their tenders."""

from decimal import Decimal

import ibis
from django.utils.translation import gettext_lazy as _
from ibis.expr.types import Table

from ..sources.shape import CC_BY, CC_BY_SA, QUARTERLY
from .declaring import Indicator, Origin, share
from .lots import number

REGIS = Origin(
    _("Ministero dell'economia e delle finanze, Italia Domani"),
    _("Progetti, pagamenti e gare del PNRR (ReGiS)"), ("projects",), CC_BY, QUARTERLY,
    "m_projects",
)  # fmt: skip
PHASES_ORIGIN = Origin(
    _("Ministero dell'economia e delle finanze, Italia Domani"), _("Iter di progetto (ReGiS)"),
    ("project_phases",), CC_BY, QUARTERLY, "m_projects",
)  # fmt: skip
PNC = Origin(
    _("Ministero dell'economia e delle finanze; ANAC"),
    _("Progetti e gare del PNC; CUP collegati ai CIG"), ("projects", "lot_cups"), CC_BY, QUARTERLY,
    "m_projects",
)  # fmt: skip
# Of how far each project got.
STATES = Origin(
    _("ANAC; Ministero dell'economia e delle finanze"),
    _("CUP collegati ai CIG, avvio e fine del contratto; progetti e pagamenti (ReGiS, PNC)"),
    ("projects", "lot_cups", "contract_starts", "contract_ends"), CC_BY_SA, QUARTERLY, "m_projects",
)  # fmt: skip


def _residual(rows: Table):
    left = rows.financed - rows.cig_amount
    return ibis.cases((left > Decimal(0), left), else_=Decimal(0)).sum()


def _common(prefix: str, origin: Origin, fund: str) -> tuple[Indicator, ...]:
    query = f"?programma={fund}"
    return (
        Indicator(
            f"{prefix}projects", _("Progetti (CUP)"), "",
            _("Progetti di cui gli enti scelti sono soggetti attuatori."),
            _("numero di CUP distinti"), origin, lambda rows: rows.cup.nunique(), number,
            _("L'ente è riconosciuto dal codice fiscale o dalla partita IVA, anche senza gli zeri iniziali. Per stato: vale il CIG vivo più avanti; «Contratto/esecuzione» e «Concluso» vengono dai contratti che ANAC pubblica e, dove tacciono, dai pagamenti in ReGiS e dallo stato del CUP."),
            behind=query,
        ),
        Indicator(
            f"{prefix}financed", _("Finanziamento"), "€",
            _("Quota dei progetti finanziata dal programma."), _("somma del finanziamento"), origin,
            lambda rows: rows.financed.sum(), number, behind=f"{query}&ordina=-finanziamento",
        ),
        Indicator(
            f"{prefix}total", _("Costo complessivo"), "€",
            _("Finanziamento totale dei progetti, da tutte le fonti."),
            _("somma del finanziamento totale"), origin, lambda rows: rows.total.sum(), number,
            behind=query,
        ),
    )  # fmt: skip


PNRR_INDICATORS = (
    *_common("", REGIS, "PNRR"),
    Indicator(
        "paid", _("Pagamenti"), "€", _("Pagamenti registrati in ReGiS."),
        _("somma dei pagamenti dei progetti"), REGIS, lambda rows: rows.paid.sum(), number,
        _("ReGiS si aggiorna poche volte l'anno: i pagamenti recenti possono mancare."),
        behind="?programma=PNRR",
    ),
    Indicator(
        "progress", _("Avanzamento finanziario"), "%",
        _("Quanto del finanziamento totale è stato pagato."),
        _("pagamenti ÷ finanziamento totale"), REGIS,
        lambda rows: share(rows.paid.sum(), rows.total.sum()), number,
        _("ReGiS si aggiorna poche volte l'anno: i pagamenti recenti possono mancare."), digits=1,
    ),
    Indicator(
        "project_lots", _("Gare dei progetti"), "", _("CIG collegati ai progetti."),
        _("somma dei CIG collegati a ciascun CUP"), REGIS, lambda rows: rows.cig_count.sum(),
        number, _("Un CIG di più CUP conta per ciascuno."),
    ),
)  # fmt: skip

# Of one body at a time, as its residents are: on the map, not among the figures of all.
PER_CAPITA = (
    Indicator(
        "financed_per_capita", _("Finanziamento per abitante"), _("€ per abitante"),
        _("Quota dei progetti finanziata dal PNRR, divisa per i residenti dell'ente."),
        _("finanziamento ÷ residenti (ISTAT, ultimo anno noto)"),
        Origin(
            _("Ministero dell'economia e delle finanze; ISTAT"),
            _("Progetti del PNRR (ReGiS); popolazione residente per comune"),
            ("projects", "population"), CC_BY, QUARTERLY, "m_projects",
        ),
        lambda rows: rows.financed.sum().cast("float64") / rows.residents.max().nullif(0), number,
        digits=2, behind="?programma=PNRR",
    ),
)  # fmt: skip

PNC_INDICATORS = (
    *_common("pnc_", PNC, "PNC"),
    Indicator(
        "pnc_with_cig", _("CUP con almeno un CIG"), "",
        _("Progetti per cui si conosce almeno una gara."), _("CUP con un CIG collegato"), PNC,
        lambda rows: (rows.cig_count > 0).sum(), number, behind="?programma=PNC&cig=si",
    ),
    Indicator(
        "pnc_coverage", _("Copertura CUP–CIG"), "%",
        _("Quanti progetti hanno almeno una gara collegata."),
        _("CUP con almeno un CIG ÷ CUP"), PNC,
        lambda rows: share((rows.cig_count > 0).sum(), rows.count()), number,
        _("Il collegamento è quello dichiarato ad ANAC, a ReGiS o nei dati del PNC."), digits=1,
        behind="?programma=PNC&cig=no",
    ),
    Indicator(
        "pnc_tendered", _("Importo dei CIG sul finanziamento"), "%",
        _("Quanto dell'importo finanziato è andato in gara."),
        _("importo dei CIG ÷ finanziamento dei CUP"), PNC,
        lambda rows: share(rows.cig_amount.sum(), rows.financed.sum()), number,
        _("L'importo di un CIG di più CUP è diviso in parti uguali. Oltre il 100 % il valore della gara supera il finanziamento."),
        digits=1,
    ),
    Indicator(
        "pnc_residual", _("Ancora da mettere in gara"), "€",
        _("Finanziamento che nessun CIG copre."),
        _("somma di (finanziamento − importo dei CIG), se positivo"), PNC, _residual, number,
        behind="?programma=PNC&cig=no",
    ),
)  # fmt: skip
