"""Filters of the timetable, the simulation, the calendar of an ente."""

from .calendars import HolidayForm, PatronForm
from .simulation import SimulationForm
from .terms import TermFilter

__all__ = ["HolidayForm", "PatronForm", "SimulationForm", "TermFilter"]
