"""Once a year an ente says who still works for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import ADMINISTRATORS
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership, MembershipRole
from pico.core.people.terms import MembershipState

from .. import notices
from ..models import ReconfirmationRound
from ..permissions import AdhesionPermission
from ..queries.members import is_last_administrator, open_round
from ..terms import RECONFIRM_EVERY, RECONFIRM_WITHIN
from ..workflow import MEMBERSHIP
from .members import record
from .requests import lock_membership


def due_enti(*, today):
    """Return the enti whose last reconfirmation, or first member, is a year old."""
    old = today - RECONFIRM_EVERY
    stale = Membership.objects.filter(
        Q(reconfirmed_on__lte=old) | Q(reconfirmed_on__isnull=True, starts_on__lte=old),
        ente=OuterRef("pk"),
        state=MembershipState.ACTIVE,
    )
    return (
        Ente.objects.annotate(last=Max("reconfirmations__opened_on"))
        .filter(Exists(stale))
        .filter(Q(last__isnull=True) | Q(last__lte=old))
    )


def open_rounds(*, now: datetime) -> int:
    """Open the yearly round of every ente that is due."""
    return sum(open_one(ente=ente, now=now) for ente in due_enti(today=timezone.localdate(now)))


@transaction.atomic
def open_one(*, ente: Ente, now: datetime) -> bool:
    """Open the round of one ente: every active member waits to be confirmed."""
    today = timezone.localdate(now)
    ente = Ente.objects.select_for_update(of=("self",)).get(pk=ente.pk)
    if open_round(ente.pk):
        return False
    members = list(
        Membership.objects.select_for_update(of=("self",))
        .select_related("person", "ente")
        .filter(ente=ente, state=MembershipState.ACTIVE)
    )
    if not members:
        return False
    opened = ReconfirmationRound.objects.create(
        ente=ente, opened_on=today, due_on=today + RECONFIRM_WITHIN
    )
    for membership in members:
        MEMBERSHIP.move(membership, "ask_reconfirmation", actor=SYSTEM)
        membership.save(update_fields=["state"])
    trail.record(
        "adhesion.round.opened",
        _("Riconferma annuale aperta: %(n)d persone entro il %(day)s.")
        % {"n": len(members), "day": notices.day(opened.due_on)},
        subject=opened,
        actor=SYSTEM,
        now=now,
    )
    notices.ask_for_reconfirmation(opened, count=len(members), now=now)
    return True


@transaction.atomic
def reconfirm(*, membership: Membership, actor: Actor, now: datetime) -> None:
    """Confirm that a person still works for the ente."""
    membership = lock_membership(membership)
    MEMBERSHIP.move(membership, "reconfirm", actor=actor, subject=membership.ente)
    membership.reconfirmed_on = timezone.localdate(now)
    membership.save(update_fields=["state", "reconfirmed_on"])
    sentence = _("Incarico di %(who)s riconfermato.") % {"who": membership.person}
    record(membership, "reconfirmed", sentence, actor=actor, now=now)
    _close_if_done(membership.ente_id, now)


@transaction.atomic
def reconfirm_all(*, ente: Ente, actor: Actor, now: datetime) -> int:
    """Confirm everybody who waits."""
    actor.require(AdhesionPermission.MANAGE_MEMBERS, ente)
    waiting = list(Membership.objects.filter(ente=ente, state=MembershipState.TO_RECONFIRM))
    if not waiting:
        raise Refusal(_("Nessuno aspetta di essere riconfermato."), code="nobody_waits")
    for membership in waiting:
        reconfirm(membership=membership, actor=actor, now=now)
    return len(waiting)


def _close_if_done(ente_id: int, now: datetime) -> None:
    waiting = Membership.objects.filter(ente=ente_id, state=MembershipState.TO_RECONFIRM)
    if (opened := open_round(ente_id)) and not waiting.exists():
        _close_round(opened, now)


def _close_round(opened: ReconfirmationRound, now: datetime) -> None:
    opened.closed_on = timezone.localdate(now)
    opened.save(update_fields=["closed_on"])
    notices.close_reconfirmation(opened, now=now)


def suspend_unconfirmed(*, now: datetime) -> int:
    """Suspend who was not confirmed within the term."""
    late = ReconfirmationRound.objects.filter(
        closed_on__isnull=True, due_on__lt=timezone.localdate(now)
    ).select_related("ente")
    return sum(_end_round(opened, now) for opened in late)


@transaction.atomic
def _end_round(opened: ReconfirmationRound, now: datetime) -> int:
    """Suspend the unconfirmed; one administrator stays, so that somebody can open the door again."""
    today = timezone.localdate(now)
    Ente.objects.select_for_update(of=("self",)).get(pk=opened.ente_id)
    waiting = Membership.objects.select_related("person", "ente").filter(
        ente=opened.ente_id, state=MembershipState.TO_RECONFIRM
    )
    # Administrators last: the one that stays is an administrator only if no other is left.
    runs = MembershipRole.objects.filter(membership=OuterRef("pk"), role__in=ADMINISTRATORS)
    count, kept = 0, False
    for membership in waiting.annotate(runs=Exists(runs)).order_by("runs", "pk"):
        if is_last_administrator(membership, today=today):
            kept = True
            continue
        _let_lapse(membership, now)
        count += 1
    _close_round(opened, now)
    if kept:
        notices.say_nobody_reconfirmed(opened.ente, now=now)
    return count


def _let_lapse(membership: Membership, now: datetime) -> None:
    MEMBERSHIP.move(membership, "let_lapse", actor=SYSTEM)
    membership.reason = _("Non riconfermato entro il termine.")
    membership.save(update_fields=["state", "reason"])
    sentence = _("Incarico di %(who)s sospeso: non riconfermato entro il termine.") % {
        "who": membership.person
    }
    record(membership, "suspended", sentence, actor=SYSTEM, now=now)
    notices.say_membership_changed(membership, sentence=sentence, now=now)
