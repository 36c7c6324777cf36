"""The manifest of the Community."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

COMMUNITY = Module(
    key="community",
    label=_("Community"),
    layer="horizontal",
    description=_("Chi lavora nelle Province e negli enti dei territori: persone e competenze."),
    icon="it-user",
    path="community",
    urls="pico.horizontal.community.urls",
    default_on=True,
    permissions="pico.horizontal.community.permissions.POLICY",
    menu=(
        MenuEntry(_("Rubrica"), "community:directory", icon="it-user"),
        MenuEntry(_("Sondaggi"), "community:survey_list", icon="it-chart-line", public=True),
    ),
    cards=(
        "pico.horizontal.community.cards.directory",
        "pico.horizontal.community.cards.surveys",
    ),
    shared=("pico.horizontal.community.sharing.SURVEY",),
    demo="pico.horizontal.community.demo.furnish",
    in_main_menu=True,
    order=10,
)
