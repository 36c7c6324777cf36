"""Members of an ente: roles, period, suspension, the end of an assignment."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import ADMINISTRATORS, Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.core.people.terms import WORKING, MembershipState

from .. import notices
from ..permissions import AdhesionPermission
from ..queries.members import is_last_administrator
from ..queries.offices import deciders
from ..terms import EXPIRY_WARNINGS, Level
from ..workflow import MEMBERSHIP
from .guards import check_period, check_roles, keep_an_administrator, keep_platform_rights
from .requests import lock_membership, set_roles


def record(
    membership: Membership, verb: str, sentence: str, *, actor: Actor, now: datetime, **data
) -> None:
    """Write the line of a change and announce it."""
    name = f"adhesion.membership.{verb}"
    trail.record(name, sentence, subject=membership, actor=actor, now=now, **data)
    announce(name, subject=membership, actor=actor)


@transaction.atomic
def change_membership(
    *,
    membership: Membership,
    roles: Iterable[str],
    starts_on: date,
    actor: Actor,
    now: datetime,
    ends_on: date | None = None,
    act: str = "",
    office: str = "",
) -> None:
    """Change roles, period and act; refuses to take the last administrator from the ente."""
    membership = lock_membership(membership)
    actor.require(AdhesionPermission.MANAGE_MEMBERS, membership.ente)
    if membership.state not in (*WORKING, MembershipState.SUSPENDED):
        raise Refusal(
            _("L'incarico è «%(state)s»: non si può cambiare.")
            % {"state": membership.get_state_display()},
            code="wrong_state",
        )
    before = set(membership.roles.values_list("role", flat=True))
    wanted = set(roles)
    check_roles(wanted, ente=membership.ente, actor=actor, held=before)
    check_period(starts_on, ends_on)
    today = timezone.localdate(now)
    if Role.PLATFORM_ADMIN in before - wanted or (ends_on and ends_on < today):
        keep_platform_rights(membership, actor=actor, today=today)
    stays = (
        wanted & set(ADMINISTRATORS) and starts_on <= today and (not ends_on or ends_on >= today)
    )
    if not stays:
        keep_an_administrator(membership, today=today)
    changes = _changes(membership, before, wanted, starts_on, ends_on, act, office)
    membership.starts_on, membership.ends_on = starts_on, ends_on
    membership.act, membership.office = act, office
    membership.save(update_fields=["starts_on", "ends_on", "act", "office"])
    set_roles(membership, wanted)
    record(
        membership,
        "changed",
        _("Incarico di %(who)s modificato.") % {"who": membership.person},
        actor=actor,
        now=now,
        changes=changes,
    )
    notices.say_membership_changed(
        membership,
        sentence=_("Ruoli: %(roles)s.") % {"roles": ", ".join(map(str, membership.role_labels))},
        now=now,
    )


def _changes(membership, before, wanted, starts_on, ends_on, act, office) -> dict[str, list[str]]:
    def words(roles) -> str:
        return ", ".join(sorted(str(Role(role).label) for role in roles))

    pairs = {
        _("Ruoli"): (words(before), words(wanted)),
        _("Dal"): (membership.starts_on, starts_on),
        _("Al"): (membership.ends_on, ends_on),
        _("Atto di nomina"): (membership.act, act),
        _("Ufficio"): (membership.office, office),
    }
    return {
        label: [str(old or "–"), str(new or "–")]
        for label, (old, new) in pairs.items()
        if (old or None) != (new or None)
    }


@transaction.atomic
def suspend_membership(*, membership: Membership, reason: str, actor: Actor, now: datetime) -> None:
    """Stop a member from acting, with a reason; refuses the last administrator."""
    membership = lock_membership(membership)
    keep_an_administrator(membership, today=timezone.localdate(now))
    keep_platform_rights(membership, actor=actor, today=timezone.localdate(now))
    MEMBERSHIP.move(membership, "suspend", actor=actor, subject=membership.ente)
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo della sospensione."), code="reason_missing")
    membership.reason = reason.strip()
    membership.save(update_fields=["state", "reason"])
    sentence = _("Incarico di %(who)s sospeso: %(reason)s") % {
        "who": membership.person,
        "reason": membership.reason,
    }
    record(membership, "suspended", sentence, actor=actor, now=now)
    notices.say_membership_changed(membership, sentence=sentence, now=now)


@transaction.atomic
def reactivate_membership(*, membership: Membership, actor: Actor, now: datetime) -> None:
    """Let a suspended member act again; refuses an assignment whose period is over."""
    membership = lock_membership(membership)
    MEMBERSHIP.move(membership, "reactivate", actor=actor, subject=membership.ente)
    today = timezone.localdate(now)
    if membership.ends_on and membership.ends_on < today:
        raise Refusal(_("L'incarico è finito: prima cambia la data di fine."), code="period_over")
    membership.reason, membership.reconfirmed_on = "", today
    membership.save(update_fields=["state", "reason", "reconfirmed_on"])
    sentence = _("Incarico di %(who)s riattivato.") % {"who": membership.person}
    record(membership, "reactivated", sentence, actor=actor, now=now)
    notices.say_membership_changed(membership, sentence=sentence, now=now)


@transaction.atomic
def close_expired(*, membership: Membership, now: datetime) -> bool:
    """Close an assignment whose period is over; if it was the last administrator, tell who is above."""
    today = timezone.localdate(now)
    membership = lock_membership(membership)
    is_over = membership.ends_on and membership.ends_on < today
    if not is_over or membership.state not in (*WORKING, MembershipState.SUSPENDED):
        return False
    ran_the_ente = membership.roles.filter(role__in=ADMINISTRATORS).exists()
    MEMBERSHIP.move(membership, "close", actor=SYSTEM)
    membership.is_main = False
    membership.save(update_fields=["state", "is_main"])
    sentence = _("Incarico di %(who)s concluso il %(day)s.") % {
        "who": membership.person,
        "day": notices.day(membership.ends_on),
    }
    record(membership, "closed", sentence, actor=SYSTEM, now=now)
    notices.say_membership_changed(membership, sentence=sentence, now=now)
    ente = membership.ente
    if ran_the_ente and not deciders(ente, Level.ENTE, today=today).exists():
        notices.say_ente_has_no_administrator(ente, now=now)
    return True


def close_expired_memberships(*, now: datetime) -> int:
    """Close every assignment whose period is over."""
    over = Membership.objects.filter(
        ends_on__lt=timezone.localdate(now), state__in=(*WORKING, MembershipState.SUSPENDED)
    )
    return sum(close_expired(membership=membership, now=now) for membership in over)


@transaction.atomic
def warn_of_expiries(*, now: datetime) -> int:
    """Tell members and administrators of assignments that end in 30 and in 7 days; run once a day."""
    today = timezone.localdate(now)
    days = [today + timedelta(days=n) for n in EXPIRY_WARNINGS]
    ending = Membership.objects.filter(ends_on__in=days, state__in=WORKING)
    count = 0
    for membership in ending.select_related("person", "ente"):
        is_last = is_last_administrator(membership, today=today)
        notices.warn_of_expiry(membership, is_last=is_last, now=now)
        count += 1
    return count
