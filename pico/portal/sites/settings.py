"""What an administrator chooses for the site of the space."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from pico.core.modules.settings_fields import setting


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the editorial office of a space works."""

    editors_publish: bool = setting(
        True,
        label=_("I redattori pubblicano da soli"),
        help_text=_("Se no, mandano in revisione: approva un amministratore dello spazio."),
    )
