"""The manifest of the SUA: one group of lists per noun, put together at the end."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

HERE = "pico.vertical.sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS_MENU = ()
REQUESTS_FLOWS = (f"{HERE}.workflow.requests.REQUEST", f"{HERE}.workflow.requests.ADHESION")

# Tenders -----------------------------------------------------------------------------------------

TENDERS_MENU = ()
TENDERS_FLOWS = (f"{HERE}.workflow.tenders.TENDER", f"{HERE}.workflow.tenders.LOT")

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGNS_MENU = (
    MenuEntry(
        _("Campagne di fabbisogni"), "sua:campaigns", icon="it-list", permission="sua.campaign.list"
    ),
)
CAMPAIGNS_FLOWS = (f"{HERE}.workflow.campaigns.CAMPAIGN", f"{HERE}.workflow.campaigns.ANSWER")
CAMPAIGNS_PERIODIC = (
    f"{HERE}.tasks.campaigns.turn_the_clock",
    f"{HERE}.tasks.campaigns.remind_before_the_end",
)
CAMPAIGNS_SEARCH = (f"{HERE}.queries.campaigns.found.CAMPAIGNS",)
CAMPAIGNS_CARDS = (f"{HERE}.cards.campaigns.needs",)

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
    cards=(*CAMPAIGNS_CARDS,),
    search=(*CAMPAIGNS_SEARCH,),
    periodic=(*CAMPAIGNS_PERIODIC,),
    demo=f"{HERE}.demo.furnish",
    in_main_menu=True,
    order=20,
)
