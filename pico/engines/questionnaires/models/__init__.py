"""Nouns: what is asked, to whom, what was answered."""

from .answers import Answer, AnswerChange, Coding, Delegation, Figure, Response, Tag
from .campaigns import Campaign, Invitation
from .definitions import Question, Questionnaire, Section
from .passages import DaySalt, Passage

__all__ = [
    "Answer",
    "AnswerChange",
    "Campaign",
    "Coding",
    "DaySalt",
    "Delegation",
    "Figure",
    "Invitation",
    "Passage",
    "Question",
    "Questionnaire",
    "Response",
    "Section",
    "Tag",
]
