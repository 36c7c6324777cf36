"""The nouns of the Help Desk."""

from .categories import Category
from .queues import CannedReply, Queue, QueueMember
from .reading import Reading, ReadMark, RequestDraft
from .tickets import Happening, Holding, Message, Series, Ticket, TicketFile

__all__ = [
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
    "Series",
    "Ticket",
    "TicketFile",
]
