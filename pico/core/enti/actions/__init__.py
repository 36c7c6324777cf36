"""Every change of the registry and of the spaces."""

from ..terms import Outcome
from .imports import import_ipa, import_registry
from .reporting import Report

__all__ = ["Outcome", "Report", "import_ipa", "import_registry"]
