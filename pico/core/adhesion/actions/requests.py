"""Requests are decided, remembered and passed on to the next level."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.calendar import add_working_days
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership, MembershipRole
from pico.core.people.terms import MembershipState

from .. import notices
from ..models import Application
from ..queries.requests import pending
from ..terms import ESCALATE_AFTER, REMIND_AFTER, Level
from ..workflow import MEMBERSHIP
from .guards import check_period, check_roles


def lock_membership(membership: Membership) -> Membership:
    """Return the membership as it is now, held until the end of the transaction."""
    return (
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "ente")
        .get(pk=membership.pk)
    )


def set_roles(membership: Membership, roles: Iterable[str]) -> None:
    wanted = set(roles)
    MembershipRole.objects.filter(membership=membership).exclude(role__in=wanted).delete()
    held = set(membership.roles.values_list("role", flat=True))
    MembershipRole.objects.bulk_create(
        MembershipRole(membership=membership, role=role) for role in sorted(wanted - held)
    )


def _lock_request(membership: Membership, now: datetime) -> Membership:
    locked = lock_membership(membership)
    if locked.state != MembershipState.PENDING:
        raise Refusal(_already(locked), code="already_decided")
    waiting = pending(today=timezone.localdate(now)).filter(pk=locked.pk).first()
    locked.turn = waiting.turn if waiting else Level.ENTE
    return locked


def _already(membership: Membership) -> str:
    application = Application.objects.filter(membership=membership).first()
    by = application.decided_by if application else None
    if by is None:
        return _("La richiesta è già stata decisa: ora è «%(state)s».") % {
            "state": membership.get_state_display()
        }
    return _("%(who)s ha già deciso questa richiesta: ora è «%(state)s».") % {
        "who": by,
        "state": membership.get_state_display(),
    }


def _note_decision(membership: Membership, actor: Actor) -> None:
    Application.objects.update_or_create(
        membership=membership,
        defaults={"decided_by_id": actor.person_id},
        create_defaults={
            "decided_by_id": actor.person_id,
            "level_since": membership.requested_at,
        },
    )


@transaction.atomic
def approve_request(
    *,
    membership: Membership,
    roles: Iterable[str],
    starts_on: date,
    actor: Actor,
    now: datetime,
    ends_on: date | None = None,
    act: str = "",
) -> Membership:
    """Let a person in with roles, period and act; refuses what a colleague already decided."""
    membership = _lock_request(membership, now)
    MEMBERSHIP.move(membership, "approve", actor=actor)
    check_roles(roles, ente=membership.ente, actor=actor)
    check_period(starts_on, ends_on)
    membership.starts_on, membership.ends_on, membership.act = starts_on, ends_on, act
    admit(membership, roles, now=now)
    _note_decision(membership, actor)
    trail.record(
        "adhesion.membership.approved",
        _("Richiesta di %(who)s approvata: %(roles)s.")
        % {"who": membership.person, "roles": ", ".join(str(Role(r).label) for r in roles)},
        subject=membership,
        actor=actor,
        now=now,
        roles=sorted(roles),
    )
    announce("adhesion.membership.approved", subject=membership, actor=actor)
    notices.close_request(membership, now=now)
    notices.say_approved(membership, now=now)
    return membership


def admit(membership: Membership, roles: Iterable[str], *, now: datetime) -> None:
    """Save an approved membership: the first one of a person is his main one."""
    membership.decided_at = now
    membership.reconfirmed_on = timezone.localdate(now)
    others = membership.person.memberships.filter(is_main=True).exclude(pk=membership.pk)
    membership.is_main = not others.exists()
    membership.save()
    set_roles(membership, roles)


@transaction.atomic
def reject_request(*, membership: Membership, reason: str, actor: Actor, now: datetime) -> None:
    """Turn a request down with a reason, which the person reads."""
    membership = _lock_request(membership, now)
    MEMBERSHIP.move(membership, "reject", actor=actor)
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo: la persona lo leggerà."), code="reason_missing")
    membership.reason, membership.decided_at = reason.strip(), now
    membership.save(update_fields=["state", "reason", "decided_at"])
    _note_decision(membership, actor)
    trail.record(
        "adhesion.membership.rejected",
        _("Richiesta di %(who)s rifiutata: %(reason)s")
        % {"who": membership.person, "reason": membership.reason},
        subject=membership,
        actor=actor,
        now=now,
    )
    announce("adhesion.membership.rejected", subject=membership, actor=actor)
    notices.close_request(membership, now=now)
    notices.say_rejected(membership, now=now)


@transaction.atomic
def withdraw_request(*, membership: Membership, actor: Actor, now: datetime) -> None:
    """Take one's own request back."""
    membership = _lock_request(membership, now)
    MEMBERSHIP.move(membership, "withdraw", actor=actor)
    membership.decided_at = now
    membership.save(update_fields=["state", "decided_at"])
    trail.record(
        "adhesion.membership.withdrawn",
        _("Richiesta di %(who)s ritirata.") % {"who": membership.person},
        subject=membership,
        actor=actor,
        now=now,
    )
    notices.close_request(membership, now=now)


def process_requests(*, now: datetime) -> dict[str, int]:
    """Remind who should decide after three working days, pass on to the next level after five."""
    today = timezone.localdate(now)
    done = {"reminded": 0, "escalated": 0}
    for membership in pending(today=today):
        since = _waiting_since(membership)
        if today >= add_working_days(since, ESCALATE_AFTER) and membership.turn < Level.UPI:
            done["escalated"] += _escalate(membership, now)
        elif today >= add_working_days(since, REMIND_AFTER):
            done["reminded"] += _remind(membership, now)
    return done


def _waiting_since(membership: Membership) -> date:
    application = getattr(membership, "application", None)
    return timezone.localdate(application.level_since if application else membership.requested_at)


@transaction.atomic
def _escalate(membership: Membership, now: datetime) -> bool:
    locked = lock_membership(membership)
    if locked.state != MembershipState.PENDING:
        return False
    Application.objects.update_or_create(
        membership=locked, defaults={"level": membership.turn + 1, "level_since": now}
    )
    locked.escalated_at = now
    locked.save(update_fields=["escalated_at"])
    turn = pending(today=timezone.localdate(now)).get(pk=locked.pk).turn
    trail.record(
        "adhesion.membership.escalated",
        _("Nessuna risposta in cinque giorni lavorativi: ora tocca a «%(level)s».")
        % {"level": Level(turn).label},
        subject=locked,
        actor=SYSTEM,
        now=now,
    )
    # The ente keeps its own task: it may still decide.
    notices.ask_for_decision(locked, level=turn, now=now)
    return True


@transaction.atomic
def _remind(membership: Membership, now: datetime) -> bool:
    application, _is_new = Application.objects.select_for_update().get_or_create(
        membership=membership, defaults={"level_since": membership.requested_at}
    )
    if application.reminded_at and application.reminded_at >= application.level_since:
        return False
    application.reminded_at = now
    application.save(update_fields=["reminded_at"])
    notices.remind_of_request(membership, level=membership.turn, now=now)
    return True
