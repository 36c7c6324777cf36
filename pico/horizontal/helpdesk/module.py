"""The manifest of the Help Desk: one group of lists per noun, put together at the end."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

HERE = "pico.horizontal.helpdesk"

# Tickets -----------------------------------------------------------------------------------------

TICKETS_MENU = (MenuEntry(_("Assistenza"), "helpdesk:home", icon="it-help-circle"),)
DESK_MENU: tuple[MenuEntry, ...] = ()

# Knowledge ---------------------------------------------------------------------------------------

KNOWLEDGE_MENU: tuple[MenuEntry, ...] = ()

# Routing -----------------------------------------------------------------------------------------

ROUTING_MENU: tuple[MenuEntry, ...] = ()

# Service levels ----------------------------------------------------------------------------------

LEVELS_MENU: tuple[MenuEntry, ...] = ()

HELPDESK = Module(
    key="helpdesk",
    label=_("Help Desk"),
    layer="horizontal",
    description=_("Assistenza sulla piattaforma e sui servizi delle Province."),
    icon="it-help-circle",
    path="assistenza",
    urls=f"{HERE}.urls",
    default_on=True,
    permissions=f"{HERE}.permissions.POLICY",
    menu=(*TICKETS_MENU, *KNOWLEDGE_MENU, *DESK_MENU, *ROUTING_MENU, *LEVELS_MENU),
    in_main_menu=True,
    order=60,
)
