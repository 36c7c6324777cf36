"""The manifest of the SUA: one group of lists per noun, put together at the end.

The menu has seven entries; registers and instruments are reached from the home.
"""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Dashboard, MenuEntry, Module, Whose

HERE = "pico.vertical.sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS_MENU = (
    MenuEntry(_("Richieste"), "sua:requests", icon="it-inbox", permission="sua.request.list"),
)
AGREEMENTS_MENU = (
    MenuEntry(_("Convenzioni"), "sua:agreements", icon="it-file", permission="sua.agreement.list"),
)
REQUESTS_SEARCH = (f"{HERE}.queries.found_requests.REQUESTS",)
REQUESTS_CARDS = (f"{HERE}.cards.requests",)
REQUESTS_PERIODIC = (f"{HERE}.tasks.accept_in_silence",)
REQUESTS_FLOWS = (f"{HERE}.workflow.requests.REQUEST", f"{HERE}.workflow.requests.ADHESION")

# Tenders -----------------------------------------------------------------------------------------

TENDERS_MENU = (MenuEntry(_("Gare"), "sua:tenders", icon="it-list", permission="sua.part.have"),)
NOTICES_MENU = (MenuEntry(_("Bandi e avvisi"), "sua:notices", icon="it-pa", public=True),)
TENDERS_SEARCH = (f"{HERE}.queries.found_tenders.TENDERS", f"{HERE}.queries.found_tenders.PLACES")
TENDERS_PERIODIC = (f"{HERE}.tasks.close_bids", f"{HERE}.tasks.watch_heads")
TENDERS_CARDS = (f"{HERE}.cards.tenders",)
TENDERS_OPEN_DATA = (
    f"{HERE}.queries.offered_data.LOTS",
    f"{HERE}.queries.offered_data.SUMS",
)
TENDERS_FLOWS = (
    f"{HERE}.workflow.tenders.TENDER",
    f"{HERE}.workflow.tenders.LOT",
    f"{HERE}.workflow.aggregated.TRACK",
)

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGNS_MENU = (
    MenuEntry(
        _("Campagne di fabbisogni"), "sua:campaigns", icon="it-list", permission="sua.part.have"
    ),
)
CAMPAIGNS_FLOWS = (f"{HERE}.workflow.campaigns.CAMPAIGN", f"{HERE}.workflow.campaigns.ANSWER")
CAMPAIGNS_PERIODIC = (
    f"{HERE}.tasks.turn_campaigns",
    f"{HERE}.tasks.remind_needs",
)
CAMPAIGNS_SEARCH = (f"{HERE}.queries.campaigns.found.CAMPAIGNS",)
CAMPAIGNS_CARDS = (f"{HERE}.cards.needs",)

# RUP ---------------------------------------------------------------------------------------------

RUP_MENU = (
    MenuEntry(_("Elenco dei RUP"), "sua:rup-list", icon="it-user", permission="sua.part.have"),
)
RUP_FLOWS = (f"{HERE}.workflow.rup.RUP", f"{HERE}.workflow.rup.LOAN")
RUP_SEARCH = (f"{HERE}.queries.found_rup.PROFILES",)
RUP_PERIODIC = (f"{HERE}.tasks.end_loans",)
RUP_CARDS = (f"{HERE}.cards.rup_to_check", f"{HERE}.cards.contracts_expiring")

# Dues and figures --------------------------------------------------------------------------------

DUES_FLOWS = (f"{HERE}.workflow.dues.DUE",)
DUES_CARDS = (f"{HERE}.cards.dues",)
FIGURES_DASHBOARDS = (
    Dashboard(
        key="sua",
        title=_("Cruscotto della SUA"),
        about=_(
            "Gare, importi, ribassi e giorni per fase di tutta la SUA; carico degli istruttori, termini a rischio, rimborsi."
        ),
        whose=Whose.PROVINCE,
        permission="sua.figures.office",
        url="sua:figures",
    ),
    Dashboard(
        key="ente",
        title=_("I numeri del mio ente"),
        about=_(
            "Le gare che la SUA svolge per il tuo ente: importi, ribassi, tempi accanto a quelli di tutta la SUA."
        ),
        whose=Whose.ENTE,
        permission="sua.figures.mine",
        url="sua:figures",
    ),
    Dashboard(
        key="aggregati",
        title=_("Cruscotto SUA – aggregati"),
        about=_(
            "Gare, enti serviti, importi, ribassi e tempi delle SUA, Provincia per Provincia: nessuna gara e nessun ente sono nominati."
        ),
        whose=Whose.NATIONAL,
        permission="sua.figures.national",
        view=f"{HERE}.views.figures_behind.provinces",
    ),
)

SUA = Module(
    key="sua",
    label=_("SUA"),
    layer="vertical",
    description=_("Stazione Unica Appaltante: gare su delega e aggregate, fabbisogni, RUP."),
    icon="it-files",
    path="sua",
    urls=f"{HERE}.urls",
    api=f"{HERE}.api.router",
    permissions=f"{HERE}.permissions.POLICY",
    settings=f"{HERE}.terms.open_data.SuaSettings",
    flows=(*REQUESTS_FLOWS, *TENDERS_FLOWS, *CAMPAIGNS_FLOWS, *RUP_FLOWS, *DUES_FLOWS),
    menu=(
        MenuEntry(_("SUA"), "sua:home", icon="it-files"),
        *REQUESTS_MENU,
        *TENDERS_MENU,
        *CAMPAIGNS_MENU,
        *RUP_MENU,
        *AGREEMENTS_MENU,
        *NOTICES_MENU,
    ),
    search=(*REQUESTS_SEARCH, *TENDERS_SEARCH, *CAMPAIGNS_SEARCH, *RUP_SEARCH),
    open_data=TENDERS_OPEN_DATA,
    dashboards=FIGURES_DASHBOARDS,
    periodic=(*REQUESTS_PERIODIC, *TENDERS_PERIODIC, *CAMPAIGNS_PERIODIC, *RUP_PERIODIC),
    cards=(*REQUESTS_CARDS, *TENDERS_CARDS, *CAMPAIGNS_CARDS, *RUP_CARDS, *DUES_CARDS),
    knows=f"{HERE}.queries.known.of_code",
    demo=f"{HERE}.demo.furnish",
    in_main_menu=True,
    order=20,
)
