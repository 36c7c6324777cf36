"""After how many months a content of the site is read again."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pico.core.modules.settings_fields import setting


@dataclass(frozen=True, slots=True)
class FreshnessSettings:
    """Months by kind; zero: never."""

    service_months: int = setting(
        6, label=_("Servizi: da rivedere ogni (mesi)"), help_text=_("Zero: mai.")
    )
    people_months: int = setting(
        6, label=_("Uffici e persone: da rivedere ogni (mesi)"), help_text=_("Zero: mai.")
    )
    page_months: int = setting(
        12, label=_("Altri contenuti: da rivedere ogni (mesi)"), help_text=_("Zero: mai.")
    )
