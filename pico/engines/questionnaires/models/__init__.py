"""Nouns: what is asked, to whom, what was answered."""

from .answers import Answer, AnswerChange, Coding, Delegation, Figure, Response, Tag
from .campaigns import Campaign, Invitation
from .definitions import Question, Questionnaire, Section

__all__ = [
    "Answer",
    "AnswerChange",
    "Campaign",
    "Coding",
    "Delegation",
    "Figure",
    "Invitation",
    "Question",
    "Questionnaire",
    "Response",
    "Section",
    "Tag",
]
