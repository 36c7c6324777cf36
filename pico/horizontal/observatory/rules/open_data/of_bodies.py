"""Open datasets on projects, staff, qualification and residents of the Provinces."""

from django.utils.translation import gettext_lazy as _
from ibis import _ as row
from ibis.expr.types import Table

from pico.core.modules.open_data import Frequency, OpenColumn, Theme

from ..marts.tables import mart
from .declaring import OfMart
from .of_tenders import DAY, MONEY, OF_LOTS, PLACE, REAL, WHOLE, placed

OF_LINKS = (
    "projects", "project_tenders", "lot_cups", "contract_starts", "contract_ends", *OF_LOTS,
)  # fmt: skip


def _projects() -> Table:
    return placed(mart("m_projects")).select(
        "provincia", "sigla", "regione", programma=row.programme, cup=row.cup, titolo=row.title,
        missione=row.mission, componente=row.component, misura=row.measure,
        misura_descrizione=row.measure_name, stato_cup=row.status, natura=row.nature,
        settore=row.sector, attuazione=row.state, finanziamento=row.financed, costo=row.total,
        pagamenti=row.paid, numero_cig=row.cig_count, importo_cig=row.cig_amount,
        importo_aggiudicato=row.awarded_amount, estratto_il=row.extracted_on,
    )  # fmt: skip


PROJECTS = OfMart(
    slug="progetti-pnrr-pnc-delle-province",
    title=_("Progetti PNRR e PNC delle Province"),
    description=_(
        "I progetti del PNRR e del Piano complementare di cui una Provincia è soggetto attuatore, con finanziamento, pagamenti e gare collegate. Una riga per programma e CUP."
    ),
    themes=(Theme.GOVE, Theme.REGI),
    frequency=Frequency.QUARTERLY,
    keywords=("PNRR", "PNC", "CUP", _("investimenti"), _("Province")),
    notes=_(
        "Di un CIG con più CUP l'importo è diviso in parti uguali. «attuazione» viene dal più avanzato dei CIG del CUP e dal suo contratto; dove i dati sui contratti tacciono, dai pagamenti e dallo stato del CUP."
    ),
    day="estratto_il",
    rows=_projects,
    tables=(*OF_LINKS, "project_payments"),
    order=("programma", "cup", "sigla"),
    columns=(
        OpenColumn("programma", _("PNRR o PNC")),
        OpenColumn("cup", _("Codice unico di progetto")),
        OpenColumn("titolo", _("Titolo del progetto")),
        *PLACE,
        OpenColumn("missione", _("Missione del PNRR")),
        OpenColumn("componente", _("Componente del PNRR")),
        OpenColumn("misura", _("Codice della misura o del programma")),
        OpenColumn("misura_descrizione", _("Descrizione della misura o del programma")),
        OpenColumn("stato_cup", _("Stato del CUP")),
        OpenColumn("natura", _("Natura dell'intervento")),
        OpenColumn("settore", _("Settore dell'intervento")),
        OpenColumn("attuazione", _("Dal CUP alla gara: NO_CIG, ENDED_BADLY, RUNNING, AWARDED, EXECUTION, CONCLUDED")),
        OpenColumn("finanziamento", _("Finanziamento del programma"), MONEY),
        OpenColumn("costo", _("Costo complessivo"), MONEY),
        OpenColumn("pagamenti", _("Pagamenti dichiarati"), MONEY),
        OpenColumn("numero_cig", _("CIG collegati"), WHOLE),
        OpenColumn("importo_cig", _("Importo dei CIG in corso o conclusi"), MONEY),
        OpenColumn("importo_aggiudicato", _("Importo aggiudicato degli stessi"), MONEY),
        OpenColumn("estratto_il", _("Giorno di estrazione del dato di origine"), DAY),
    ),
)  # fmt: skip


def _links() -> Table:
    return placed(mart("m_links")).select(
        "cup", "cig", "provincia", "sigla", "regione", fonti=row.sources, stato=row.state,
        stazione_appaltante=row.buyer_name, importo=row.amount,
        importo_aggiudicazione=row.award_amount, pubblicato_il=row.published_on,
        aggiudicato_il=row.awarded_on,
    )  # fmt: skip


LINKS = OfMart(
    slug="legami-cup-cig",
    title=_("Legami fra CUP e CIG delle Province"),
    description=_(
        "Le coppie di CUP e CIG dei progetti delle Province, con chi le dichiara e a che punto è la gara. Una riga per coppia."
    ),
    themes=(Theme.GOVE, Theme.ECON),
    frequency=Frequency.MONTHLY,
    keywords=("CUP", "CIG", "PNRR", "PNC", _("Province")),
    day="pubblicato_il",
    rows=_links,
    tables=OF_LINKS,
    order=("cup", "cig"),
    columns=(
        OpenColumn("cup", _("Codice unico di progetto")),
        OpenColumn("cig", _("Codice identificativo di gara")),
        *PLACE,
        OpenColumn("fonti", _("Chi dichiara il legame: ANAC, ReGiS, PNC, separati da uno spazio")),
        OpenColumn("stato", _("ENDED_BADLY annullato o deserto, RUNNING in gara, AWARDED aggiudicato, EXECUTION contratto iniziato, CONCLUDED ultimato")),
        OpenColumn("stazione_appaltante", _("Denominazione della stazione appaltante")),
        OpenColumn("importo", _("Importo del lotto"), MONEY),
        OpenColumn("importo_aggiudicazione", _("Importo di aggiudicazione"), MONEY),
        OpenColumn("pubblicato_il", _("Giorno di pubblicazione"), DAY),
        OpenColumn("aggiudicato_il", _("Giorno dell'aggiudicazione"), DAY),
    ),
)  # fmt: skip


def _staff() -> Table:
    return placed(mart("m_staff")).select(
        "provincia", "sigla", "regione", anno=row.year, tabella=row.table_code, misura=row.measure,
        qualifica=row.qualification, area=row.area, genere=row.gender, valore=row.amount,
    )  # fmt: skip


STAFF = OfMart(
    slug="personale-delle-province",
    title=_("Personale delle Province"),
    description=_(
        "Le tabelle del Conto annuale della Ragioneria generale dello Stato, per le sole Province. Una riga per anno, ente, tabella, qualifica e genere."
    ),
    themes=(Theme.GOVE,),
    frequency=Frequency.ANNUAL,
    keywords=(_("personale"), _("Conto annuale"), _("Province"), "SICO"),
    notes=_("Il Conto annuale esce circa diciotto mesi dopo la fine dell'anno."),
    rows=_staff,
    tables=("staff", "staff_bodies"),
    order=("anno", "sigla", "tabella", "misura", "qualifica", "area", "genere", "valore"),
    columns=(
        OpenColumn("anno", _("Anno di rilevazione"), WHOLE),
        *PLACE,
        OpenColumn("tabella", _("Tabella del Conto annuale (T1 personale al 31/12, T8 età…)")),
        OpenColumn("misura", _("Che cosa conta la riga")),
        OpenColumn("qualifica", _("Qualifica")),
        OpenColumn("area", _("Area di inquadramento")),
        OpenColumn("genere", _("Genere")),
        OpenColumn("valore", _("Valore"), REAL),
    ),
)  # fmt: skip


def _qualifications() -> Table:
    return placed(mart("m_qualifications")).select(
        "provincia", "sigla", "regione", livello_lavori=row.level_works,
        livello_servizi_forniture=row.level_supplies, scade_il=row.expires_on,
    )  # fmt: skip


QUALIFICATIONS = OfMart(
    slug="qualificazione-delle-province",
    title=_("Qualificazione delle Province come stazioni appaltanti"),
    description=_(
        "I livelli di qualificazione delle Province negli elenchi di ANAC (art. 63, D.Lgs. 36/2023)."
    ),
    themes=(Theme.GOVE,),
    frequency=Frequency.MONTHLY,
    keywords=(_("qualificazione"), _("stazioni appaltanti"), _("Province"), "ANAC"),
    rows=_qualifications,
    tables=("qualifications",),
    order=("sigla",),
    columns=(
        *PLACE,
        OpenColumn("livello_lavori", _("Livello per i lavori (L1, L2, L3)")),
        OpenColumn("livello_servizi_forniture", _("Livello per servizi e forniture (SF1, SF2, SF3)")),
        OpenColumn("scade_il", _("Scadenza della qualificazione"), DAY),
    ),
)  # fmt: skip


def _residents() -> Table:
    return placed(mart("m_population")).select(
        "provincia", "sigla", "regione", anno=row.year, residenti=row.residents
    )


RESIDENTS = OfMart(
    slug="residenti-delle-province",
    title=_("Residenti delle Province"),
    description=_(
        "I residenti al 1° gennaio di ogni Provincia, come somma di quelli dei suoi Comuni (ISTAT)."
    ),
    themes=(Theme.SOCI,),
    frequency=Frequency.ANNUAL,
    keywords=(_("popolazione"), _("residenti"), _("Province"), "ISTAT"),
    rows=_residents,
    tables=("population", "places"),
    order=("anno", "sigla"),
    columns=(
        OpenColumn("anno", _("Anno"), WHOLE),
        *PLACE,
        OpenColumn("residenti", _("Residenti al 1° gennaio"), WHOLE),
    ),
)
