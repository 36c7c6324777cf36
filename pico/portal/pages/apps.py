from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module


class PagesConfig(AppConfig):
    name = "pico.portal.pages"
    label = "pages"
    verbose_name = "Pagine"
    manifest = Module(
        key="pages",
        label=_("Pagine del sito"),
        layer="portal",
        description=_("Notizie, eventi, servizi, documenti: ciò che il sito pubblica."),
        icon="it-file",
        search=("pico.portal.pages.searching.CONTENTS",),
        path="sito",
        urls="pico.portal.pages.urls",
        menu=(MenuEntry(_("Sito"), "pages:site", icon="it-pa", permission="portal.site.edit"),),
        periodic=(
            "pico.portal.pages.tasks.remind_of_events",
            "pico.portal.pages.tasks.forget_enrolments",
            "pico.portal.pages.tasks.find_arrived",
        ),
        demo="pico.portal.pages.demo.furnish",
        order=6,
    )

    def ready(self) -> None:
        """Keep the register of what stands on which site in step with what is published."""
        from . import signals

        signals.connect()
