"""The manifest of the Community: one block per noun."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

DIRECTORY_MENU = (MenuEntry(_("Rubrica"), "community:directory", icon="it-user"),)

DOCUMENTS = "pico.horizontal.community"
DOCUMENTS_MENU = (
    MenuEntry(_("Documenti"), "community:documents", icon="it-folder", public=True),
    MenuEntry(_("Reti tematiche"), "community:networks", icon="it-share", public=True),
)
DOCUMENTS_LISTENS = {
    "files.version.read": f"{DOCUMENTS}.listeners.follow_file",
    "files.file.published": f"{DOCUMENTS}.listeners.follow_file",
    "files.version.added": f"{DOCUMENTS}.listeners.follow_file",
    "files.version.blocked": f"{DOCUMENTS}.listeners.follow_file",
    "files.file.handed_over": f"{DOCUMENTS}.listeners.follow_file",
    "community.document.version_added": f"{DOCUMENTS}.listeners.tell_followers",
    "community.document.superseded": f"{DOCUMENTS}.listeners.tell_followers",
}
DOCUMENTS_SEARCH = (
    f"{DOCUMENTS}.queries.searching.DOCUMENTS",
    f"{DOCUMENTS}.queries.searching.FOLDERS",
    f"{DOCUMENTS}.queries.searching.NETWORKS",
)
DOCUMENTS_SHARED = (
    f"{DOCUMENTS}.queries.sharing.FOLDER",
    f"{DOCUMENTS}.queries.sharing.DOCUMENT",
    f"{DOCUMENTS}.queries.sharing.NETWORK",
)
DOCUMENTS_PERIODIC = (
    f"{DOCUMENTS}.tasks.purge_folders",
    f"{DOCUMENTS}.tasks.tell_expiring",
)
DOCUMENTS_CARDS = (f"{DOCUMENTS}.cards.documents", f"{DOCUMENTS}.cards.networks")

COMMUNITY = Module(
    key="community",
    label=_("Community"),
    layer="horizontal",
    description=_(
        "Chi lavora nelle Province e negli enti dei territori: persone, documenti, reti tematiche."
    ),
    icon="it-user",
    path="community",
    urls="pico.horizontal.community.urls",
    default_on=True,
    permissions="pico.horizontal.community.permissions.POLICY",
    menu=(*DIRECTORY_MENU, *DOCUMENTS_MENU),
    cards=("pico.horizontal.community.cards.directory", *DOCUMENTS_CARDS),
    listens=DOCUMENTS_LISTENS,
    search=DOCUMENTS_SEARCH,
    shared=DOCUMENTS_SHARED,
    periodic=DOCUMENTS_PERIODIC,
    doors={"dav/": f"{DOCUMENTS}.views.dav.urls"},
    demo="pico.horizontal.community.demo.furnish",
    in_main_menu=True,
    order=10,
)
