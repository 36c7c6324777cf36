"""Indicators of sections 1, 2 and 3: what the Provinces tender, how, for whom."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from ibis.expr.types import Table

from ...terms.bands import Kind
from ...terms.procedures import Procedure
from ...terms.sections import FEWEST
from ..sources.shape import CC_BY, CC_BY_SA, MONTHLY
from .declaring import Indicator, Origin, share

CIG = Origin(
    _("ANAC"), _("CIG (Banca dati nazionale dei contratti pubblici)"), ("lots",), CC_BY_SA, MONTHLY,
    "m_lots",
)  # fmt: skip
QUALIFIED = Origin(
    _("ANAC"), _("Stazioni appaltanti qualificate"), ("qualifications",), CC_BY, MONTHLY,
    "m_qualifications",
)  # fmt: skip
NONE = Decimal(0)
HISTORY = _(
    "Fino al 31 dicembre 2023 gli affidamenti sotto 40.000 € (SmartCIG) non ci sono: gli anni"
    " precedenti non si confrontano con quelli seguenti."
)


def number(rows: Table):
    return rows.count()


def _of_kind(kind: Kind):
    return lambda rows: share((rows.kind == kind.value).sum(), rows.kind.count())


LOTS = (
    Indicator(
        "lots", _("Lotti (CIG)"), "", _("Lotti pubblicati nel periodo dagli enti scelti."),
        _("numero di CIG distinti, uno per lotto (CPV prevalente)"), CIG, number, number, HISTORY,
        behind="?",
    ),
    Indicator(
        "tenders", _("Gare"), "", _("Gare di cui i lotti fanno parte."),
        _("numero di numeri di gara distinti"), CIG, lambda rows: rows.tender_number.nunique(),
        number, HISTORY, behind="?",
    ),
    Indicator(
        "amount", _("Importo dei lotti"), "€",
        _("Importo a base di gara dei lotti, IVA esclusa."),
        _("somma di importo_lotto; l'importo complessivo della gara, ripetuto su ogni lotto, non si somma"),
        CIG, lambda rows: rows.amount.sum(), lambda rows: rows.amount.count(), HISTORY,
        behind="?ordina=-importo",
    ),
    Indicator(
        "mean_amount", _("Importo medio"), "€", _("Importo medio di un lotto."),
        _("somma di importo_lotto ÷ lotti con importo"), CIG,
        lambda rows: rows.amount.cast("float64").mean(), lambda rows: rows.amount.count(),
        _("Pochi lotti molto grandi alzano la media: accanto c'è la mediana."), FEWEST,
    ),
    Indicator(
        "median_amount", _("Importo mediano"), "€",
        _("Metà dei lotti vale meno, metà vale di più."), _("mediana di importo_lotto"), CIG,
        lambda rows: rows.amount.cast("float64").median(), lambda rows: rows.amount.count(), HISTORY,
        FEWEST,
    ),
    Indicator(
        "works_share", _("Lotti di lavori"), "%", _("Quanti lotti sono di lavori."),
        _("lotti di lavori ÷ lotti con oggetto indicato"), CIG, _of_kind(Kind.WORKS),
        lambda rows: rows.kind.count(), digits=1, behind="?oggetto=WORKS",
    ),
    Indicator(
        "direct_share", _("Affidamenti diretti, sul numero"), "%",
        _("Quanti lotti sono stati affidati direttamente."),
        _("lotti in affidamento diretto ÷ lotti"), CIG,
        lambda rows: share((rows.procedure == Procedure.DIRECT.value).sum(), rows.count()), number,
        _("Adesioni ad accordi quadro e affidamenti in house sono contati a parte."), digits=1,
        behind="?procedura=DIRECT",
    ),
    Indicator(
        "direct_amount_share", _("Affidamenti diretti, sull'importo"), "%",
        _("Quanta parte dell'importo è stata affidata direttamente."),
        _("importo dei lotti in affidamento diretto ÷ importo dei lotti"), CIG,
        lambda rows: share(
            rows.amount.sum(where=rows.procedure == Procedure.DIRECT.value).fill_null(NONE),
            rows.amount.sum(),
        ),
        number, _("Il numero e l'importo danno quote molto diverse: vanno letti insieme."),
        digits=1, behind="?procedura=DIRECT&ordina=-importo",
    ),
    Indicator(
        "per_capita", _("Importo dei lotti per abitante"), _("€ per abitante"),
        _("Importo dei lotti di ogni anno diviso per i residenti al 1° gennaio dello stesso anno."),
        _("somma sugli anni di importo ÷ residenti (ISTAT)"),
        Origin(
            _("ANAC e ISTAT"), _("CIG; popolazione residente per comune"), ("lots", "population"),
            CC_BY_SA, MONTHLY, "m_lots",
        ),
        lambda rows: (rows.amount.cast("float64") / rows.residents).sum(),
        lambda rows: rows.residents.count(),
        _("Dove manca la popolazione di un anno si usa l'ultima nota."), digits=2,
    ),
)  # fmt: skip

DELEGATED = (
    Indicator(
        "delegated_lots", _("Lotti per altri enti"), "",
        _("Lotti di gare svolte come Stazione unica appaltante per altri enti."),
        _("numero di lotti con flag di delega, contati una volta"), CIG,
        lambda rows: rows.sua_ente_id.count(), number,
        _("Nei dati di ANAC chi delega e chi è delegato è a volte scritto al contrario: vale chi ha svolto la gara."),
        behind="?come=sua",
    ),
    Indicator(
        "delegated_amount", _("Importo per altri enti"), "€",
        _("Importo dei lotti delle gare svolte per altri enti."),
        _("somma di importo_lotto dei lotti con delega"), CIG,
        lambda rows: rows.amount.sum(where=rows.sua_ente_id.notnull()).fill_null(NONE), number,
        behind="?come=sua&ordina=-importo",
    ),
    Indicator(
        "delegated_share", _("Quota per altri enti"), "%",
        _("Quanti dei lotti dell'ente sono per altri enti."),
        _("lotti con delega ÷ lotti"), CIG,
        lambda rows: share(rows.sua_ente_id.count(), rows.count()), number, digits=1,
        behind="?come=sua",
    ),
    Indicator(
        "delegating_bodies", _("Enti deleganti"), "",
        _("Enti per cui è stata svolta almeno una gara nel periodo."),
        _("codici fiscali distinti degli enti deleganti, o nomi dove il codice manca"), CIG,
        lambda rows: rows.beneficiary_code.fill_null(rows.beneficiary_name).nunique(
            where=rows.sua_ente_id.notnull()
        ), number,
        behind="?come=sua",
    ),
)  # fmt: skip

QUALIFICATION = (
    Indicator(
        "qualified_works", _("Province qualificate per lavori"), "",
        _("Enti con un livello di qualificazione per lavori (L1, L2, L3)."),
        _("enti con livello lavori indicato"), QUALIFIED,
        lambda rows: rows.level_works.count(), number,
        _("Art. 63 e All. II.4, D.Lgs. 36/2023. Un ente che non c'è può essere qualificato con riserva."),
    ),
    Indicator(
        "qualified_supplies", _("Province qualificate per servizi e forniture"), "",
        _("Enti con un livello per servizi e forniture (SF1, SF2, SF3)."),
        _("enti con livello servizi e forniture indicato"), QUALIFIED,
        lambda rows: rows.level_supplies.count(), number,
    ),
)  # fmt: skip
