"""Pages drawn as accessible PDF: as everywhere, by core/ui."""

from pico.core.ui.printing import drawn

__all__ = ["drawn"]
