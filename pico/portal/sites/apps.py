from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class SitesConfig(AppConfig):
    name = "pico.portal.sites"
    label = "sites"
    verbose_name = "Siti"
    manifest = Module(
        key="sites",
        label=_("Sito"),
        layer="portal",
        description=_("Il sito pubblico dello spazio: pagine, notizie, eventi."),
        icon="it-pa",
        permissions="pico.portal.sites.permissions.POLICY",
        settings="pico.portal.sites.settings.SiteSettings",
        listens=dict.fromkeys(
            ("enti.space.renamed", "enti.space.hosted", "enti.space.moved"),
            "pico.portal.sites.listeners.follow",
        ),
        order=5,
    )

    def ready(self) -> None:
        """Teach Wagtail where pages live in our spaces, and whose hands may reach them."""
        from pico.core.generations.watch import Watched, declare

        from . import addresses, hand, policies, signals
        from .terms import FAMILY

        addresses.teach()
        hand.teach()
        policies.register()
        signals.connect()
        declare(
            Watched(FAMILY, ("enti.space", "sites.spacesite", "wagtailcore.site")),
            Watched(FAMILY, ("wagtailcore.collection", "wagtailcore.page"), is_deleted=True),
            Watched(FAMILY, ("wagtailcore.page",), columns=("locale_id",)),  # a tree is born
        )
