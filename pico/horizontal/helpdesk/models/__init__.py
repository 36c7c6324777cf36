"""The nouns of the Help Desk."""

from .access import AccessFile, AccessRequest
from .categories import Category
from .faq import Avoided, Faq, FaqIdea, FaqOpinion, FaqSighting, FaqVersion
from .privacy import PersonalDataReport
from .problems import KnownProblem, ProblemJoin
from .queues import CannedReply, Queue, QueueMember
from .reading import Reading, ReadMark, RequestDraft
from .routing import Absence, Routing, Rule, Turn
from .service_levels import (
    QueueHours,
    ServiceLevel,
    ServiceTarget,
    TicketMeasure,
    WaitReminder,
)
from .tickets import IS_OPEN, Happening, Holding, Message, Series, Ticket, TicketFile

__all__ = [
    "IS_OPEN",
    "Absence",
    "AccessFile",
    "AccessRequest",
    "Avoided",
    "CannedReply",
    "Category",
    "Faq",
    "FaqIdea",
    "FaqOpinion",
    "FaqSighting",
    "FaqVersion",
    "Happening",
    "Holding",
    "KnownProblem",
    "Message",
    "PersonalDataReport",
    "ProblemJoin",
    "Queue",
    "QueueHours",
    "QueueMember",
    "ReadMark",
    "Reading",
    "RequestDraft",
    "Routing",
    "Rule",
    "Series",
    "ServiceLevel",
    "ServiceTarget",
    "Ticket",
    "TicketFile",
    "TicketMeasure",
    "Turn",
    "WaitReminder",
]
