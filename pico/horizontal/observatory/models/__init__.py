"""The nouns of the Osservatorio."""

from .flags import FigureFlag

__all__ = ["FigureFlag"]
