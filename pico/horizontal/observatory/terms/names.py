"""The names of sections and themes that a space may change: UPI first, for everybody below it."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from pico.core.modules.settings_fields import setting

from .sections import THEMES, SectionKey

SECTION, THEME = "section_", "theme_"
_THEME_LABELS = {one.key: one.label for one in THEMES}


def _named(label: Any) -> Any:
    return setting(
        "",
        label=label,
        help_text=_("Come chiamarlo nelle pagine dei dati. Vuoto: il nome qui sopra."),
    )


def _section(key: SectionKey) -> Any:
    return _named(format_lazy("{}: {}", _("Sezione"), key.label))


def _theme(key: str) -> Any:
    return _named(format_lazy("{}: {}", _("Cruscotto tematico"), _THEME_LABELS[key]))


@dataclass(frozen=True, slots=True)
class DataSettings:
    """What each space decides of its dashboards; an empty name is that of the house."""

    section_panoramica: str = _section(SectionKey.OVERVIEW)
    section_qualificazione: str = _section(SectionKey.QUALIFICATION)
    section_territorio: str = _section(SectionKey.TERRITORY)
    section_aggiudicazioni: str = _section(SectionKey.AWARDS)
    section_pnrr: str = _section(SectionKey.PNRR)
    section_pnc: str = _section(SectionKey.PNC)
    section_personale: str = _section(SectionKey.STAFF)
    theme_appalti: str = _theme("appalti")
    theme_progetti: str = _theme("progetti")
    theme_personale: str = _theme("personale")
    theme_gare: str = _theme("gare")
    theme_pnc: str = _theme("pnc")
