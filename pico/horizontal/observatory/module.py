"""The manifest of the Osservatorio: one group of lists per noun, put together at the end.

The menu has seven entries; registers and instruments are reached from the home.
"""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

HERE = "pico.horizontal.observatory"

# The lake ----------------------------------------------------------------------------------------

LAKE_MENU = (
    MenuEntry(
        _("Fonti e aggiornamento"), "observatory:sources", icon="it-info-circle", public=True
    ),
)
LAKE_PERIODIC = (f"{HERE}.tasks.refresh", f"{HERE}.tasks.ask_sources")

# Sections -----------------------------------------------------------------------------------------

SECTIONS_MENU = (MenuEntry(_("Dati"), "observatory:home", icon="it-chart-line", public=True),)

# Reports of errors: the request that the Help Desk made of one came to its end.
FLAGS_LISTENS = {
    f"helpdesk.ticket.{step}": f"{HERE}.listeners.request_ended"
    for step in ("confirm", "close_silent", "settle", "close_unanswered", "cancel", "reject")
}

# Sheet of a Province ----------------------------------------------------------------------------

SHEETS_MENU = (
    MenuEntry(_("Scheda della Provincia"), "observatory:sheets", icon="it-file", public=True),
)

# Open data ----------------------------------------------------------------------------------------

OPEN_DATA_MENU = (
    MenuEntry(_("Open data"), "observatory:open-data", icon="it-download", public=True),
)
OPEN_DATA_PERIODIC = (f"{HERE}.tasks.publish",)
OPEN_DATA_LISTENS = {"modules.module.switched": f"{HERE}.listeners.module_switched"}

# Self-service, quality, digital agenda --------------------------------------------------------------

SELFSERVE_MENU = (MenuEntry(_("Analisi"), "observatory:analysis", icon="it-settings", public=True),)
SELFSERVE_SHARED = (f"{HERE}.queries.shared.SAVED_VIEW",)
SELFSERVE_SEARCH = (f"{HERE}.queries.shared.VIEWS",)
SELFSERVE_PERIODIC = (f"{HERE}.tasks.send_letters",)
# Dashboards of the other modules -------------------------------------------------------------------

MODULES_MENU = (
    MenuEntry(
        _("Analisi dati dei moduli"),
        "observatory:modules",
        icon="it-chart-line",
        permission="observatory.data.read",
    ),
)

QUALITY_MENU = (
    MenuEntry(
        _("Qualità dei dati"),
        "observatory:quality",
        icon="it-check-circle",
        permission="observatory.quality.see",
    ),
)

OBSERVATORY = Module(
    key="observatory",
    label=_("Dati"),
    layer="horizontal",
    description=_("Cruscotti sui dati aperti delle Province: appalti, progetti, personale."),
    icon="it-chart-line",
    path="dati",
    urls=f"{HERE}.urls",
    default_on=True,
    code_pages={"cig": "observatory:lot", "cup": "observatory:cup"},
    page_permission="observatory.data.read",
    permissions=f"{HERE}.permissions.POLICY",
    menu=(
        *SECTIONS_MENU,
        *SHEETS_MENU,
        *SELFSERVE_MENU,
        *MODULES_MENU,
        *OPEN_DATA_MENU,
        *QUALITY_MENU,
        *LAKE_MENU,
    ),
    settings=f"{HERE}.terms.names.DataSettings",
    shared=(*SELFSERVE_SHARED,),
    search=(*SELFSERVE_SEARCH,),
    periodic=(*LAKE_PERIODIC, *SELFSERVE_PERIODIC, *OPEN_DATA_PERIODIC),
    listens={**OPEN_DATA_LISTENS, **FLAGS_LISTENS},
    api=f"{HERE}.api.router",
    demo=f"{HERE}.demo.furnish",
    in_main_menu=True,
    order=50,
)
