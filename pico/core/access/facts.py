"""Small facts about an actor and a subject; rooms add their own beside their policy."""

from .policy import Fact
from .terms import ADMINISTRATORS, Role


def is_known(actor, subject) -> bool:
    """Signed in."""
    return actor.is_known


def is_member(actor, subject) -> bool:
    """Acts for an ente."""
    return actor.is_member


def is_author(actor, subject) -> bool:
    return actor.is_known and getattr(subject, "author_id", None) == actor.person_id


def owns(actor, subject) -> bool:
    """The subject belongs to the ente acted for."""
    return actor.is_member and getattr(subject, "owner_id", None) == actor.ente_id


def may_read(actor, subject) -> bool:
    return actor.may_read(subject.scope)


def has_role(*roles: str) -> Fact:
    """Hold one of these roles in the ente acted for."""
    wanted = frozenset(str(role) for role in roles)

    def fact(actor, subject) -> bool:
        return not wanted.isdisjoint(actor.roles)

    fact.__name__ = f"has_role({', '.join(sorted(wanted))})"
    return fact


is_administrator = has_role(*ADMINISTRATORS)
is_upi_administrator = has_role(Role.UPI_ADMIN)
is_province_administrator = has_role(Role.PROVINCE_ADMIN)
runs_the_platform = has_role(Role.PLATFORM_ADMIN, Role.UPI_ADMIN)
