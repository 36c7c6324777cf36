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
    demo=f"{HERE}.demo.furnish",
    in_main_menu=True,
    order=20,
)
