"""Nouns of this room: how persons come in, stay and leave; how enti join."""

from .adhesions import Act, Adhesion, Contact, StartCheck
from .letters import Letter
from .persons import Application, Handover, Invitation, ReconfirmationRound, Registration

__all__ = [
    "Act",
    "Adhesion",
    "Application",
    "Contact",
    "Handover",
    "Invitation",
    "Letter",
    "ReconfirmationRound",
    "Registration",
    "StartCheck",
]
