"""Leaving an ente: what the person holds goes to a colleague, the assignment ends."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.core.people.terms import WORKING

from .. import holdings, notices
from ..models import Handover
from ..queries.members import colleagues
from ..workflow import MEMBERSHIP
from .guards import keep_an_administrator, keep_platform_rights
from .members import record
from .requests import lock_membership


@transaction.atomic
def leave(
    *,
    membership: Membership,
    leaves_on: date,
    actor: Actor,
    now: datetime,
    successor: Membership | None = None,
    reason: str = "",
) -> Handover:
    """End an assignment and hand over what the person holds.

    Refuses the last administrator, who holds something without naming a colleague, and a day after
    the end that the act of appointment gave.
    What was written keeps its author's name.
    """
    membership = lock_membership(membership)
    today = timezone.localdate(now)
    keep_an_administrator(membership, today=today)
    step = MEMBERSHIP.step("close")
    actor.require(step.permission, membership)
    keep_platform_rights(membership, actor=actor, today=today)
    if membership.state not in step.sources:
        raise Refusal(_("L'incarico è già concluso: aggiorna la pagina."), code="wrong_state")
    _refuse_bad_day(membership, leaves_on, today)
    moved = _hand_over(membership, successor, actor=actor, now=now)
    handover, _is_new = Handover.objects.update_or_create(
        membership=membership,
        done_at=None,
        defaults={
            "successor": successor.person if successor else None,
            "leaves_on": leaves_on,
            "reason": reason,
            "moved": moved,
        },
        create_defaults={
            "successor": successor.person if successor else None,
            "leaves_on": leaves_on,
            "reason": reason,
            "moved": moved,
            "created_at": now,
        },
    )
    membership.ends_on = max(leaves_on, membership.starts_on)
    membership.save(update_fields=["ends_on"])
    sentence = _("%(who)s lascia %(ente)s: ultimo giorno %(day)s.") % {
        "who": membership.person,
        "ente": membership.ente,
        "day": notices.day(leaves_on),
    }
    record(membership, "left", sentence, actor=actor, now=now, moved=moved)
    notices.say_membership_changed(membership, sentence=sentence, now=now)
    if leaves_on == today:
        _close(membership, handover, actor, now)
    return handover


def _refuse_bad_day(membership: Membership, leaves_on: date, today: date) -> None:
    if leaves_on < today:
        raise Refusal(_("L'ultimo giorno non può essere già passato."), code="day_past")
    if membership.ends_on and leaves_on > membership.ends_on:
        raise Refusal(
            _("L'incarico finisce già il %(day)s: scegli un giorno prima di quello.")
            % {"day": notices.day(membership.ends_on)},
            code="after_the_end",
        )


def _hand_over(
    membership: Membership, successor: Membership | None, *, actor: Actor, now: datetime
) -> dict[str, int]:
    held = holdings.held_by(membership)
    if not held:
        return {}
    if successor is None:
        raise Refusal(
            _("Scegli il collega che prende in carico: %(what)s.")
            % {"what": ", ".join(str(source.label) for source, _things in held)},
            code="successor_missing",
        )
    if not colleagues(membership, today=timezone.localdate(now)).filter(pk=successor.pk).exists():
        raise Refusal(
            _("%(who)s non lavora oggi per %(ente)s: scegli un altro collega.")
            % {"who": successor.person, "ente": membership.ente},
            code="successor_not_here",
        )
    return {
        source.key: source.hand_over(membership, successor, actor, now) for source, _things in held
    }


def _close(membership: Membership, handover: Handover, actor: Actor, now: datetime) -> None:
    """Who leaves today acts no more from the next request on."""
    MEMBERSHIP.move(membership, "close", actor=actor)
    membership.is_main = False
    membership.save(update_fields=["state", "is_main"])
    _name_main(membership)
    handover.done_at = now
    handover.save(update_fields=["done_at"])
    sentence = _("Incarico di %(who)s concluso.") % {"who": membership.person}
    record(membership, "closed", sentence, actor=actor, now=now)


def _name_main(left: Membership) -> None:
    """Make another membership the main one, if there is any."""
    rest = left.person.memberships.filter(state__in=WORKING).exclude(pk=left.pk)
    if not rest.filter(is_main=True).exists() and (first := rest.order_by("pk").first()):
        first.is_main = True
        first.save(update_fields=["is_main"])


def finish_handovers(*, now: datetime) -> int:
    """Hand over what came in the meantime, for who has gone; run after the night's closing."""
    open_ones = Handover.objects.filter(
        done_at__isnull=True, leaves_on__lt=timezone.localdate(now)
    ).select_related("membership__person", "membership__ente", "successor")
    return sum(_finish(handover, now) for handover in open_ones)


@transaction.atomic
def _finish(handover: Handover, now: datetime) -> bool:
    membership = handover.membership
    successor = (
        colleagues(membership, today=timezone.localdate(now))
        .filter(person=handover.successor)
        .first()
    )
    if successor:
        handover.moved = _added(
            handover.moved, _hand_over(membership, successor, actor=SYSTEM, now=now)
        )
    handover.done_at = now
    handover.save(update_fields=["moved", "done_at"])
    return True


def _added(one: dict[str, int], other: dict[str, int]) -> dict[str, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}
