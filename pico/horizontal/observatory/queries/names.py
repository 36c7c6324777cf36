"""How sections and themes are called in a space."""

from dataclasses import dataclass

from pico.core.enti.models import Space
from pico.core.modules import registry, settings

from ..terms.names import SECTION, THEME, DataSettings
from ..terms.sections import SectionKey, Theme


@dataclass(frozen=True, slots=True)
class Names:
    """The names that a space gave, read once for a page."""

    chosen: DataSettings

    def section(self, key: SectionKey) -> str:
        return self._said(SECTION, key.value) or str(key.label)

    def theme(self, theme: Theme) -> str:
        return self._said(THEME, theme.key) or str(theme.label)

    def _said(self, kind: str, key: str) -> str:
        return " ".join(getattr(self.chosen, f"{kind}{key}").split())


def names_in(space: Space) -> Names:
    return Names(settings.effective(space, registry.installed()["observatory"]))
