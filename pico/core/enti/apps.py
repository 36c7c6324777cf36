from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntiConfig(AppConfig):
    name = "pico.core.enti"
    label = "enti"
    verbose_name = _("Enti")

    def ready(self) -> None:
        """Check the addresses of the spaces."""
        from . import checks  # noqa: F401
