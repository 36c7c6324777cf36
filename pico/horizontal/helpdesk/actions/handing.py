"""Tickets that change hands because something around them changed: the rules, or who is present."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.engines.workflow.actions import Bulk, move_all

from ..models import Absence, Routing, Ticket
from ..permissions import HelpdeskPermission
from ..queries import duty, routing
from .steps import make_step


@transaction.atomic
def reroute_waiting(*, actor: Actor, now: datetime) -> list[Ticket]:
    """Read the rules again for what waits in the fallback queue; return the tickets that moved.

    For who has just written the rule that was missing. What still matches nothing stays where it is.
    """
    actor.require(HelpdeskPermission.ROUTE)
    return [ticket for ticket in routing.waiting_in_fallback() if _rerouted(ticket, actor, now)]


def _rerouted(ticket: Ticket, actor: Actor, now: datetime) -> bool:
    decision = routing.decide(routing.facts_of(ticket), timezone.localdate(now))
    if decision.is_fallback:
        return False
    if decision.queue != ticket.queue:
        note = _("Passata di nuovo dalle regole. %(why)s") % {"why": " ".join(decision.steps)}
        make_step(
            record=ticket, name="hand_over", actor=actor, now=now, queue=decision.queue, note=note
        )
    Routing.objects.create(
        ticket=ticket, at=now, rule=decision.rule, queue=decision.queue, steps=decision.steps
    )
    return True


@transaction.atomic
def hand_to_substitute(*, absence: Absence, actor: Actor, now: datetime) -> Bulk:
    """Give what an absent operator has in hand to who stands in for him; what waits for others stays.

    Only in the queues where both work. Refuses an absence without a substitute, one that has not begun
    or is over, and who may not change it.
    """
    today = timezone.localdate(now)
    if not duty.visible_absences(actor).filter(pk=absence.pk).exists():
        raise Refusal(
            _("Puoi passare le tue richieste e quelle di chi lavora nelle tue code."),
            code="not_permitted",
        )
    if absence.substitute is None or not absence.starts_on <= today <= absence.ends_on:
        raise Refusal(
            _("L'assenza non è di oggi, o nessuno sostituisce: scegli prima chi sostituisce."),
            code="nobody_stands_in",
        )
    return move_all(
        records=duty.in_hand_of(absence),
        name="assign",
        actor=actor,
        now=now,
        act=make_step,
        assignee=absence.substitute.person,
    )
