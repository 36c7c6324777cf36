"""The manifest of the bulletins."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

from .permissions import BulletinsPermission as Permission

ROOM = "pico.portal.bulletins"

BULLETINS = Module(
    key="bulletins",
    label=_("Bollettini"),
    layer="portal",
    description=_("Raccolte periodiche numerate, da leggere, citare e conservare, con il PDF."),
    icon="it-files",
    path="bollettini",
    urls=f"{ROOM}.urls",
    permissions=f"{ROOM}.permissions.POLICY",
    menu=(
        MenuEntry(_("Bollettini"), "bulletins:archive", "it-files", public=True),
        MenuEntry(_("Redazione"), "bulletins:desk", "it-pencil", Permission.SEE_DESK),
        MenuEntry(_("Serie"), "bulletins:series", "it-list", Permission.SEE_DESK),
    ),
    search=(f"{ROOM}.searching.BULLETINS",),
    demo=f"{ROOM}.demo.furnish",
    order=31,
)
