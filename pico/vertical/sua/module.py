"""The manifest of the SUA: one group of lists per noun, put together at the end."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

HERE = "pico.vertical.sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS_MENU = (
    MenuEntry(_("Richieste"), "sua:requests", icon="it-inbox", permission="sua.request.list"),
    MenuEntry(_("Convenzioni"), "sua:agreements", icon="it-file", permission="sua.agreement.list"),
    MenuEntry(
        _("Calendario"), "sua:calendar", icon="it-calendar", permission="sua.parameters.read"
    ),
    MenuEntry(
        _("Che procedura serve?"),
        "sua:adviser",
        icon="it-help-circle",
        permission="sua.parameters.read",
    ),
    MenuEntry(
        _("Parametri di legge"),
        "sua:parameters",
        icon="it-settings",
        permission="sua.parameters.read",
    ),
)
REQUESTS_SEARCH = (f"{HERE}.queries.found_requests.REQUESTS",)
REQUESTS_CARDS = (f"{HERE}.cards.requests",)
REQUESTS_PERIODIC = (f"{HERE}.tasks.accept_in_silence",)
REQUESTS_FLOWS = (f"{HERE}.workflow.requests.REQUEST", f"{HERE}.workflow.requests.ADHESION")

# Tenders -----------------------------------------------------------------------------------------

TENDERS_MENU = ()
TENDERS_FLOWS = (f"{HERE}.workflow.tenders.TENDER", f"{HERE}.workflow.tenders.LOT")

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGNS_MENU = ()
CAMPAIGNS_FLOWS = ()

# RUP ---------------------------------------------------------------------------------------------

RUP_MENU = ()
RUP_FLOWS = ()

SUA = Module(
    key="sua",
    label=_("SUA"),
    layer="vertical",
    description=_("Stazione Unica Appaltante: gare su delega e aggregate, fabbisogni, RUP."),
    icon="it-files",
    path="sua",
    urls=f"{HERE}.urls",
    permissions=f"{HERE}.permissions.POLICY",
    flows=(*REQUESTS_FLOWS, *TENDERS_FLOWS, *CAMPAIGNS_FLOWS, *RUP_FLOWS),
    menu=(
        MenuEntry(_("SUA"), "sua:home", icon="it-files"),
        *REQUESTS_MENU,
        *TENDERS_MENU,
        *CAMPAIGNS_MENU,
        *RUP_MENU,
    ),
    search=(*REQUESTS_SEARCH,),
    cards=(*REQUESTS_CARDS,),
    periodic=(*REQUESTS_PERIODIC,),
    demo=f"{HERE}.demo.furnish",
    in_main_menu=True,
    order=20,
)
