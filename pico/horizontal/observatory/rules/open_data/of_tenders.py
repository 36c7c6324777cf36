"""Open datasets on the tenders of the Provinces: lots, who won them, their sums by year."""

from django.utils.translation import gettext_lazy as _
from ibis import _ as row
from ibis.expr.types import Table

from pico.core.modules.open_data import Frequency, OpenColumn, Theme, ValueKind

from ..marts.tables import mart
from .declaring import OfMart

THEMES = (Theme.GOVE, Theme.ECON)
FISCAL_CODE, WHOLE, REAL, MONEY, DAY, FLAG = (
    ValueKind.FISCAL_CODE, ValueKind.WHOLE, ValueKind.REAL, ValueKind.MONEY, ValueKind.DAY,
    ValueKind.FLAG,
)  # fmt: skip
PLACE = (
    OpenColumn("provincia", _("Denominazione dell'ente: Provincia o Libero consorzio comunale")),
    OpenColumn("sigla", _("Sigla della Provincia")),
    OpenColumn("regione", _("Regione")),
)
# Tables that the lots and their awards come from.
OF_LOTS = ("lots", "awards")
HISTORY = _(
    "Fino al 31 dicembre 2023 gli affidamenti sotto 40.000 € (SmartCIG) non ci sono. L'assenza di un esito non vuol dire che il lotto non sia aggiudicato: prima del 2024 spesso non è stato comunicato. Le Città metropolitane non sono comprese."
)


def placed(rows: Table) -> Table:
    """The rows of a mart that are of a Province, with its name, plate and region."""
    bodies = mart("m_bodies").filter(~row.is_metro)
    named = bodies.select("ente_id", provincia="name", sigla="sigla", regione="region_name")
    return rows.inner_join(named, "ente_id")


def _lots() -> Table:
    return placed(mart("m_lots")).select(
        "provincia", "sigla", "regione", cig=row.cig, numero_gara=row.tender_number,
        oggetto=row.object, anno=row.year, pubblicato_il=row.published_on, scade_il=row.due_on,
        tipo=row.kind, procedura=row.procedure, fascia=row.band, cpv=row.cpv,
        cpv_descrizione=row.cpv_text, luogo_istat=row.place_istat, importo=row.amount,
        stazione_appaltante=row.buyer_name, su_delega=row.is_delegated,
        delegante_cf=row.beneficiary_code, delegante=row.beneficiary_name, pnrr_pnc=row.is_pnrr,
        accordo_quadro=row.is_framework, aggiudicato=row.is_awarded, aggiudicato_il=row.awarded_on,
        importo_aggiudicazione=row.award_amount, offerte_ammesse=row.admitted,
        importo_anomalo=row.is_outlier, stipulato_il=row.signed_on, iniziato_il=row.started_on,
        ultimato_il=row.ended_on, concluso_prima_il=row.stopped_on, varianti=row.variants,
        subappalti=row.subcontracts,
    )  # fmt: skip


LOTS = OfMart(
    slug="contratti-delle-province",
    title=_("Contratti delle Province: lotti (CIG)"),
    description=_(
        "I lotti delle gare e degli affidamenti di cui una Provincia è stazione appaltante o ente delegante, con la loro aggiudicazione dove è nota. Una riga per CIG."
    ),
    themes=THEMES,
    frequency=Frequency.MONTHLY,
    keywords=(_("appalti"), _("contratti pubblici"), "CIG", _("Province"), "ANAC"),
    notes=HISTORY,
    day="pubblicato_il",
    rows=_lots,
    tables=(*OF_LOTS, "contract_starts", "contract_ends", "variants", "subcontracts"),
    order=("pubblicato_il", "cig"),
    columns=(
        OpenColumn("cig", _("Codice identificativo di gara del lotto")),
        OpenColumn("numero_gara", _("Numero della gara presso ANAC")),
        OpenColumn("oggetto", _("Oggetto del lotto")),
        *PLACE,
        OpenColumn("anno", _("Anno di pubblicazione"), WHOLE),
        OpenColumn("pubblicato_il", _("Giorno di pubblicazione"), DAY),
        OpenColumn("scade_il", _("Ultimo giorno per le offerte"), DAY),
        OpenColumn("tipo", _("WORKS lavori, SERVICES servizi, SUPPLIES forniture")),
        OpenColumn("procedura", _("Procedura, ricondotta a un elenco unico (DIRECT: affidamento diretto, OPEN: aperta…)")),
        OpenColumn("fascia", _("Fascia d'importo, con le soglie in vigore il giorno della pubblicazione")),
        OpenColumn("cpv", _("Codice CPV prevalente")),
        OpenColumn("cpv_descrizione", _("Descrizione del CPV")),
        OpenColumn("luogo_istat", _("Codice ISTAT del luogo di esecuzione")),
        OpenColumn("importo", _("Importo del lotto"), MONEY),
        OpenColumn("stazione_appaltante", _("Denominazione della stazione appaltante, come la scrive ANAC")),
        OpenColumn("su_delega", _("La gara è svolta per conto di un altro ente"), FLAG),
        OpenColumn("delegante_cf", _("Codice fiscale dell'ente per cui è svolta"), FISCAL_CODE),
        OpenColumn("delegante", _("Denominazione dell'ente per cui è svolta")),
        OpenColumn("pnrr_pnc", _("Finanziato da PNRR o PNC; vuoto se non indicato"), FLAG),
        OpenColumn("accordo_quadro", _("Il lotto è un accordo quadro"), FLAG),
        OpenColumn("aggiudicato", _("È nota un'aggiudicazione"), FLAG),
        OpenColumn("aggiudicato_il", _("Giorno dell'aggiudicazione definitiva"), DAY),
        OpenColumn("importo_aggiudicazione", _("Importo di aggiudicazione, anche in più parti"), MONEY),
        OpenColumn("offerte_ammesse", _("Numero di offerte ammesse"), WHOLE),
        OpenColumn("importo_anomalo", _("L'importo aggiudicato è oltre 1,5 volte la base o sotto il 5 %: escluso dai ribassi"), FLAG),
        OpenColumn("stipulato_il", _("Giorno della stipula del contratto; vuoto se non è comunicata"), DAY),
        OpenColumn("iniziato_il", _("Giorno di inizio dell'esecuzione"), DAY),
        OpenColumn("ultimato_il", _("Giorno dell'ultimazione"), DAY),
        OpenColumn("concluso_prima_il", _("Giorno della conclusione anticipata (risoluzione o interruzione)"), DAY),
        OpenColumn("varianti", _("Varianti comunicate"), WHOLE),
        OpenColumn("subappalti", _("Subappalti autorizzati comunicati"), WHOLE),
    ),
)  # fmt: skip


def _winners() -> Table:
    won = mart("m_winners")
    cigs = mart("m_lots").select("cig", "published_on").distinct()
    return placed(won.inner_join(cigs, "cig")).select(
        "cig", "provincia", "sigla", "regione", anno=row.year, pubblicato_il=row.published_on,
        aggiudicatario_cf=row.winner_code, aggiudicatario=row.winner_name,
        persona_fisica=row.is_person, importo=row.amount.cast("decimal(18, 2)"),
    )  # fmt: skip


WINNERS = OfMart(
    slug="aggiudicatari-delle-province",
    title=_("Aggiudicatari dei contratti delle Province"),
    description=_(
        "Chi si è aggiudicato i lotti delle Province e per quanto. Una riga per lotto e operatore; in un raggruppamento l'importo è diviso in parti uguali. Nome e codice delle persone fisiche non sono pubblicati."
    ),
    themes=THEMES,
    frequency=Frequency.MONTHLY,
    keywords=(_("appalti"), _("aggiudicatari"), _("imprese"), _("Province"), "ANAC"),
    notes=HISTORY,
    day="pubblicato_il",
    rows=_winners,
    tables=(*OF_LOTS, "winners"),
    order=("pubblicato_il", "cig", "aggiudicatario_cf", "importo"),
    columns=(
        OpenColumn("cig", _("Codice identificativo di gara del lotto")),
        *PLACE,
        OpenColumn("anno", _("Anno di pubblicazione del lotto"), WHOLE),
        OpenColumn("pubblicato_il", _("Giorno di pubblicazione del lotto"), DAY),
        OpenColumn("aggiudicatario_cf", _("Codice fiscale dell'operatore economico"), FISCAL_CODE),
        OpenColumn("aggiudicatario", _("Denominazione dell'operatore; vuota per le persone fisiche")),
        OpenColumn("persona_fisica", _("L'aggiudicatario è una persona fisica"), FLAG),
        OpenColumn("importo", _("Parte dell'importo di aggiudicazione"), MONEY),
    ),
)  # fmt: skip


def _years() -> Table:
    rows = placed(mart("m_lots"))
    grouped = rows.group_by(
        "provincia", "sigla", "regione", anno=row.year, tipo=row.kind, procedura=row.procedure
    )
    return grouped.aggregate(
        lotti=row.count(), importo=row.amount.sum(),
        lotti_aggiudicati=row.is_awarded.cast("int64").sum(),
        importo_aggiudicazione=row.award_amount.sum(),
    )  # fmt: skip


YEARS = OfMart(
    slug="contratti-per-provincia-e-anno",
    title=_("Contratti delle Province: numeri e importi per anno"),
    description=_(
        "Quanti lotti e per quanto ha pubblicato ogni Provincia, per anno, tipo e procedura."
    ),
    themes=THEMES,
    frequency=Frequency.MONTHLY,
    keywords=(_("appalti"), _("statistiche"), _("Province"), "ANAC"),
    notes=HISTORY,
    rows=_years,
    tables=OF_LOTS,
    order=("sigla", "anno", "tipo", "procedura"),
    columns=(
        *PLACE,
        OpenColumn("anno", _("Anno di pubblicazione"), WHOLE),
        OpenColumn("tipo", _("WORKS lavori, SERVICES servizi, SUPPLIES forniture")),
        OpenColumn("procedura", _("Procedura, ricondotta a un elenco unico")),
        OpenColumn("lotti", _("Numero di lotti"), WHOLE),
        OpenColumn("importo", _("Somma degli importi dei lotti"), MONEY),
        OpenColumn("lotti_aggiudicati", _("Lotti di cui è nota l'aggiudicazione"), WHOLE),
        OpenColumn("importo_aggiudicazione", _("Somma degli importi di aggiudicazione noti"), MONEY),
    ),
)  # fmt: skip
