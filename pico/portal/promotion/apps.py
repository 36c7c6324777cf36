from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module

ROOM = "pico.portal.promotion"


class PromotionConfig(AppConfig):
    name = ROOM
    label = "promotion"
    verbose_name = "Articoli promossi a notizia"
    manifest = Module(
        key="promotion",
        label=_("Articoli promossi"),
        layer="portal",
        description=_("Gli articoli del blog promossi a notizia, portati in bozza."),
        icon="it-pencil",
        listens={"community.article.promoted": f"{ROOM}.listeners.article_promoted"},
        order=12,
    )

    def ready(self) -> None:
        """Give the notices of this room their name."""
        from pico.core.notices import kinds

        from .terms import DRAFTED

        kinds.declare(DRAFTED, _("Bozze nate da articoli del blog"))
