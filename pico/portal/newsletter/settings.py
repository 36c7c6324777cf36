"""What a space chooses about its newsletters."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pico.core.modules import registry, settings
from pico.core.modules.settings_fields import setting


@dataclass(frozen=True, slots=True)
class NewsletterSettings:
    """Inherited national → regional → provincial, as every setting."""

    one_is_enough: bool = setting(
        False,
        label=_("Basta una persona"),
        help_text=_("Chi ha composto la newsletter può anche approvarla, se è amministratore."),
    )
    confirm_hours: int = setting(
        48, label=_("Ore di validità del collegamento di conferma"), help_text=_("Da 1 a 168.")
    )
    privacy_url: str = setting(
        "",
        label=_("Informativa della newsletter (indirizzo)"),
        help_text=_("Vuoto: la pagina «Privacy» dello spazio."),
    )


def of(space) -> NewsletterSettings:
    """The settings of the newsletter in a space."""
    return settings.effective(space, registry.installed()["newsletter"])
