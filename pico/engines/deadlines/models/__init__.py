"""Nouns: terms and what happened to them, rules, calendars of offices."""

from .calendars import DeskCalendar, DeskClosure, Holiday, PatronSaint
from .terms import RuleVersion, Term, TermAlert, TermChange, TermFact, TermParty

__all__ = [
    "DeskCalendar",
    "DeskClosure",
    "Holiday",
    "PatronSaint",
    "RuleVersion",
    "Term",
    "TermAlert",
    "TermChange",
    "TermFact",
    "TermParty",
]
