"""Indicators of what comes after an award: contract, variants, subcontracts; seats of the winners."""

import ibis
from django.utils.translation import gettext_lazy as _

from ...terms.contracts import LATE_DAYS, TARGET_DAYS
from ...terms.sections import FEWEST
from ..sources.shape import CC_BY_SA, MONTHLY
from .awards import WINNERS
from .declaring import Indicator, Origin, share

STARTS = Origin(
    _("ANAC"), _("CIG; aggiudicazioni; avvio del contratto"),
    ("lots", "awards", "contract_starts"), CC_BY_SA, MONTHLY, "m_lots",
)  # fmt: skip
VARIANTS = Origin(
    _("ANAC"), _("CIG; avvio del contratto; varianti"),
    ("lots", "contract_starts", "variants"), CC_BY_SA, MONTHLY, "m_lots",
)  # fmt: skip
SUBCONTRACTS = Origin(
    _("ANAC"), _("CIG; avvio del contratto; subappalti"),
    ("lots", "contract_starts", "subcontracts"), CC_BY_SA, MONTHLY, "m_lots",
)  # fmt: skip
OF_CONTRACTS = _(
    "Solo lotti di cui ANAC pubblica l'avvio del contratto: quanti sono lo dice la copertura dei contratti."
)
OF_DAYS = _(
    "Solo gare con confronto di cui si conoscono la scadenza delle offerte e la stipula; esclusi i tempi negativi e oltre 1.500 giorni. Si contano dalla scadenza delle offerte. Per la qualificazione delle stazioni appaltanti l'obiettivo è 115 giorni in media; oltre 160 serve un piano di riorganizzazione (All. II.4, D.Lgs. 36/2023)."
)
OF_SEATS = _(
    "È una stima: ANAC non pubblica la sede degli aggiudicatari. Vale l'ufficio che ha dato la partita IVA all'inizio (cifre 8-10), non la sede di oggi: per più di 99 Comuni su 100 l'ufficio del codice fiscale è della loro regione, ma le imprese si spostano più dei Comuni. Esclusi, e contati nella copertura, le persone fisiche (codici di 16 caratteri), i codici esteri e quelli con una cifra di controllo sbagliata. La Provincia non si può dire: molte delle più giovani (Lecco, Rimini, Monza…) non hanno un ufficio loro."
)


def _begun(rows):
    return rows.is_begun.sum()


def _timed(rows):
    return rows.contract_days.count()


# Among the figures on top.
CONTRACTS = (
    Indicator(
        "contract_coverage", _("Copertura dei contratti"), "%",
        _("Di quanti lotti aggiudicati si conosce l'avvio del contratto."),
        _("lotti aggiudicati con una riga di avvio del contratto ÷ lotti aggiudicati"), STARTS,
        lambda rows: share((rows.is_awarded & rows.is_begun).sum(), rows.is_awarded.sum()),
        lambda rows: rows.is_awarded.sum(),
        _("L'assenza dell'avvio non vuol dire che il contratto non ci sia: spesso non è stato comunicato."),
        digits=1, is_public=False, behind="?contratto=si",
    ),
    Indicator(
        "contract_days", _("Dalle offerte al contratto, media"), _("giorni"),
        _("Giorni di calendario dalla scadenza delle offerte alla stipula del contratto."),
        _("media di data_stipula_contratto − data_scadenza_offerta"), STARTS,
        lambda rows: rows.contract_days.cast("float64").mean(), _timed, OF_DAYS, FEWEST,
        is_public=False,
    ),
    Indicator(
        "variant_share", _("Contratti con varianti"), "%",
        _("Quanti contratti di cui si conosce l'avvio hanno avuto almeno una variante."),
        _("lotti con almeno una variante ÷ lotti di cui si conosce l'avvio del contratto"), VARIANTS,
        lambda rows: share((rows.is_begun & (rows.variants > 0)).sum(), _begun(rows)), _begun,
        OF_CONTRACTS, FEWEST, 1, is_public=False, behind="?contratto=varianti",
    ),
    Indicator(
        "subcontract_share", _("Contratti con subappalti autorizzati"), "%",
        _("Quanti contratti di cui si conosce l'avvio hanno avuto almeno un subappalto autorizzato."),
        _("lotti con almeno un subappalto ÷ lotti di cui si conosce l'avvio del contratto"),
        SUBCONTRACTS,
        lambda rows: share((rows.is_begun & (rows.subcontracts > 0)).sum(), _begun(rows)), _begun,
        _("Diverso da «Con subappalto», che è ciò che l'aggiudicazione dichiara. ANAC non pubblica l'importo dei subappalti. Solo lotti di cui ANAC pubblica l'avvio del contratto."),
        FEWEST, 1, is_public=False, behind="?contratto=subappalti",
    ),
)  # fmt: skip

# Year by year.
TIMES = (
    Indicator(
        "contract_days_median", _("Dalle offerte al contratto, mediana"), _("giorni"),
        _("Metà delle gare arriva al contratto prima, metà dopo."),
        _("mediana di data_stipula_contratto − data_scadenza_offerta"), STARTS,
        lambda rows: rows.contract_days.median(), _timed, OF_DAYS, FEWEST, is_public=False,
    ),
    Indicator(
        "contract_in_time", _("Entro 115 giorni"), "%",
        _("Quante gare sono arrivate al contratto entro l'obiettivo."),
        _("lotti con al più 115 giorni fra offerte e contratto ÷ lotti con un tempo noto"), STARTS,
        lambda rows: share((rows.contract_days <= TARGET_DAYS).sum(), _timed(rows)), _timed, OF_DAYS,
        FEWEST, 1, is_public=False,
    ),
    Indicator(
        "contract_late", _("Oltre 160 giorni"), "%",
        _("Quante gare sono arrivate al contratto oltre la soglia d'allarme."),
        _("lotti con più di 160 giorni fra offerte e contratto ÷ lotti con un tempo noto"), STARTS,
        lambda rows: share((rows.contract_days > LATE_DAYS).sum(), _timed(rows)), _timed, OF_DAYS,
        FEWEST, 1, is_public=False, behind="?contratto=lenti",
    ),
    Indicator(
        "variants", _("Varianti"), "", _("Varianti dei contratti di cui si conosce l'avvio."),
        _("numero di varianti distinte"), VARIANTS,
        lambda rows: rows.variants.sum(where=rows.is_begun).fill_null(0), _begun, OF_CONTRACTS,
        is_public=False, behind="?contratto=varianti",
    ),
)  # fmt: skip


def _known(rows):
    return rows.is_local.count()


SEATS = (
    Indicator(
        "local_winners", _("Aggiudicatari della stessa regione (stima)"), "%",
        _("Quanti lotti vanno a chi ha avuto la partita IVA nella regione della Provincia."),
        _("lotti, divisi in parti uguali fra gli aggiudicatari, la cui partita IVA è della regione ÷ lotti di cui la si conosce"),
        WINNERS,
        lambda rows: share(
            rows.part.sum(where=rows.is_local), rows.part.sum(where=rows.is_local.notnull())
        ),
        _known, OF_SEATS, FEWEST, 1, is_public=False,
    ),
    Indicator(
        "local_amount", _("Importo agli aggiudicatari della stessa regione (stima)"), "%",
        _("Quanta parte dell'importo aggiudicato va a chi ha avuto la partita IVA nella regione della Provincia."),
        _("importo aggiudicato a partite IVA della regione ÷ importo aggiudicato di cui la si conosce"),
        WINNERS,
        lambda rows: share(
            rows.amount.sum(where=rows.is_local), rows.amount.sum(where=rows.is_local.notnull())
        ),
        _known, OF_SEATS, FEWEST, 1, is_public=False,
    ),
    Indicator(
        "seat_coverage", _("Copertura della regione degli aggiudicatari"), "%",
        _("Di quanti aggiudicatari la partita IVA dice la regione."),
        _("aggiudicatari, lotto per lotto, con una partita IVA italiana valida ÷ aggiudicatari"),
        WINNERS, lambda rows: share(_known(rows), rows.count()), lambda rows: rows.count(),
        OF_SEATS, digits=1, is_public=False,
    ),
)  # fmt: skip


def reasons(variants):
    """Variants by reason, of the contracts that are known to have begun."""
    begun = variants.filter(variants.is_begun)
    told = begun.group_by("reason").aggregate(variants=begun.count(), lots=begun.cig.nunique())
    return told.order_by([ibis.desc("variants"), "reason"])
