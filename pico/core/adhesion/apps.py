from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

ROOM = "pico.core.adhesion"


class AdhesionConfig(AppConfig):
    name = ROOM
    label = "adhesion"
    manifest = Module(
        key="adhesion",
        label=_("Adesioni e persone"),
        layer="core",
        description=_("Chi entra, chi resta, chi lascia: persone ed enti di Pi.Co."),
        icon="it-user",
        path="adesioni",
        permissions=f"{ROOM}.permissions.POLICY",
        menu=(
            MenuEntry(_("Richieste"), "adhesion:requests", "it-inbox", "adhesion.request.see"),
            MenuEntry(_("Persone"), "adhesion:members", "it-user", "adhesion.member.see"),
            MenuEntry(_("Inviti"), "adhesion:invitations", "it-mail", "adhesion.request.see"),
            MenuEntry(_("Adesioni degli enti"), "adhesion:list", "it-pa", "adhesion.adhesion.see"),
            MenuEntry(_("Le Province aderenti"), "adhesion:map", "it-map-marker", public=True),
        ),
        periodic=(
            f"{ROOM}.tasks.follow_requests",
            f"{ROOM}.tasks.end_memberships",
            f"{ROOM}.tasks.announce_expiries",
            f"{ROOM}.tasks.keep_terms",
        ),
        demo=f"{ROOM}.demo.furnish",
        in_main_menu=True,
        order=20,
    )

    def ready(self) -> None:
        """Give the notices of this room their names."""
        from pico.core.notices import kinds

        from .terms import NoticeKind

        for kind in NoticeKind:
            kinds.declare(kind.value, kind.label)
