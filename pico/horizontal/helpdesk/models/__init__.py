"""The nouns of the Help Desk."""

from .categories import Category
from .queues import CannedReply, Queue, QueueMember
from .reading import Reading, ReadMark, RequestDraft
from .routing import Absence, Routing, Rule, Turn
from .tickets import Happening, Holding, Message, Series, Ticket, TicketFile

__all__ = [
    "Absence",
    "CannedReply",
    "Category",
    "Happening",
    "Holding",
    "Message",
    "Queue",
    "QueueMember",
    "ReadMark",
    "Reading",
    "RequestDraft",
    "Routing",
    "Rule",
    "Series",
    "Ticket",
    "TicketFile",
    "Turn",
]
