from django.apps import AppConfig
from django.db.models.signals import post_save
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
        order=5,
    )

    def ready(self) -> None:
        """Teach Wagtail where pages live in our spaces, and whose hands may reach them."""
        from pico.core.enti.models import Space

        from . import addresses, hand, policies
        from .actions import follow_space

        addresses.teach()
        hand.teach()
        policies.register()

        def follow(instance, created, **_kwargs) -> None:
            if not created:
                follow_space(instance)

        post_save.connect(follow, sender=Space, weak=False, dispatch_uid="pico.portal.sites")
