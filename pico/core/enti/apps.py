from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntiConfig(AppConfig):
    name = "pico.core.enti"
    label = "enti"
    verbose_name = _("Enti")

    def ready(self) -> None:
        """Check the addresses of the spaces; say when they have changed."""
        from pico.core.generations.watch import Watched, declare

        from . import checks  # noqa: F401
        from .terms import FAMILY

        declare(
            Watched(FAMILY, ("enti.ente", "enti.enteterritory", "enti.space", "enti.territory"))
        )
