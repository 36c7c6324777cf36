"""Nouns of this room: how persons come in, stay and leave; how enti join."""

from .adhesions import Act, Adhesion, Contact, StartCheck
from .persons import Application, Handover, Invitation, ReconfirmationRound, Registration

__all__ = [
    "Act",
    "Adhesion",
    "Application",
    "Contact",
    "Handover",
    "Invitation",
    "ReconfirmationRound",
    "Registration",
    "StartCheck",
]
