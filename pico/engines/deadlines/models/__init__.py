"""Nouns: terms and what happened to them, rules, calendars of offices."""

from .calendars import DeskCalendar, Holiday, PatronSaint
from .terms import RuleVersion, Term, TermAlert, TermChange, TermFact, TermParty

__all__ = [
    "DeskCalendar",
    "Holiday",
    "PatronSaint",
    "RuleVersion",
    "Term",
    "TermAlert",
    "TermChange",
    "TermFact",
    "TermParty",
]
