"""How dates are reckoned: pure functions, no database."""

from .calendars import OFFICE_HOURS, Calendar, Patron, Window
from .computing import Computed, compute, moment_of_share
from .rules import Alert, Extension, Facts, Interruption, Rule, Suspension

__all__ = [
    "OFFICE_HOURS",
    "Alert",
    "Calendar",
    "Computed",
    "Extension",
    "Facts",
    "Interruption",
    "Patron",
    "Rule",
    "Suspension",
    "Window",
    "compute",
    "moment_of_share",
]
