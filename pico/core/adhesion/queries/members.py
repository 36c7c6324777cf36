"""The persons of an ente, its invitations, its yearly reconfirmation."""

from datetime import date

from pico.core.access.actor import Actor
from pico.core.people.actors import working_today
from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState

from ..models import Handover, Invitation, ReconfirmationRound
from ..permissions import is_administrator, is_upi_administrator
from .offices import administering

SHOWN = (
    MembershipState.ACTIVE,
    MembershipState.TO_RECONFIRM,
    MembershipState.SUSPENDED,
    MembershipState.CEASED,
)
OVER = (MembershipState.CEASED, MembershipState.REJECTED)


def members(actor: Actor):
    """Return the memberships of the ente acted for, for its administrators."""
    rows = Membership.objects.filter(ente=actor.ente_id, state__in=SHOWN)
    if not is_administrator(actor, None):
        return rows.none()
    return rows.select_related("person", "ente").prefetch_related("roles")


def leavable(actor: Actor):
    """Return the memberships that the actor may close: his own, and those of his ente."""
    rows = Membership.objects.filter(person=actor.person_id)
    if is_administrator(actor, None):
        rows |= Membership.objects.filter(ente=actor.ente_id)
    return rows.exclude(state__in=OVER).select_related("person", "ente")


def own_memberships(actor: Actor):
    """Return the actor's own memberships that are not over, pending ones too."""
    rows = Membership.objects.filter(person=actor.person_id).exclude(state__in=OVER)
    return rows.select_related("ente").prefetch_related("roles").order_by("-is_main", "ente__name")


def colleagues(membership: Membership, *, today: date):
    """Return who may take over: those who work for the same ente today."""
    return (
        working_today(today)
        .filter(ente=membership.ente_id)
        .exclude(pk=membership.pk)
        .select_related("person")
        .order_by("person__last_name", "person__first_name")
    )


def other_administrators(membership: Membership, *, today: date):
    """Return the memberships that would still administer the ente without this one."""
    return administering(today).filter(ente=membership.ente_id).exclude(pk=membership.pk)


def is_last_administrator(membership: Membership, *, today: date) -> bool:
    is_one = administering(today).filter(pk=membership.pk).exists()
    return is_one and not other_administrators(membership, today=today).exists()


def open_handover(membership: Membership) -> Handover | None:
    return Handover.objects.filter(membership=membership, done_at__isnull=True).first()


def invitations(actor: Actor):
    """Return the invitations that the actor may follow: those of his ente, and his own to others."""
    rows = Invitation.objects.select_related("ente", "invited_by", "accepted_by")
    if not is_administrator(actor, None):
        return rows.none()
    if is_upi_administrator(actor, None):
        return rows
    return rows.filter(ente=actor.ente_id) | rows.filter(invited_by=actor.person_id)


def open_round(ente_id: int | None) -> ReconfirmationRound | None:
    return ReconfirmationRound.objects.filter(ente=ente_id, closed_on__isnull=True).first()


def to_reconfirm(actor: Actor):
    """Return the members of the ente acted for who wait to be confirmed."""
    return members(actor).filter(state=MembershipState.TO_RECONFIRM)
