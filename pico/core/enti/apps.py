from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntiConfig(AppConfig):
    name = "pico.core.enti"
    label = "enti"
    verbose_name = _("Enti")

    def ready(self) -> None:
        """Open what the policy of this room opens, and check the addresses of the spaces."""
        from pico.core.access import policy

        from . import checks, permissions  # noqa: F401

        policy.register(permissions.POLICY)
