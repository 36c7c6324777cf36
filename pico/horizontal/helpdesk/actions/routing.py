"""Where a new ticket goes. The one seam: who opens a ticket calls `route`, saves, calls `remember`."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.terms import Role
from pico.core.foundation.errors import Refusal
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import working_today
from pico.core.people.models import Person

from ..models import Queue, Routing, Rule, Ticket, Turn
from ..queries import duty, routing
from ..queries.routing import Decision

WARNED = "helpdesk.routing.warned"


@dataclass(frozen=True, slots=True)
class Destination:
    """The queue, who in it (None: nobody yet), who is put in copy, and why, in plain words."""

    queue: Queue
    assignee: Person | None = None
    cc: tuple[Person, ...] = ()
    why: str = ""
    decision: Decision | None = None

    @property
    def is_fallback(self) -> bool:
        """True where no rule matched: somebody has to look."""
        return self.decision is not None and self.decision.is_fallback


@transaction.atomic
def route(*, ticket: Ticket) -> Destination:
    """Say where a ticket that is not saved yet goes; sets the tags and the priority of its rule.

    Takes the turn of who gets it. Whoever saves the ticket then calls `remember`. Refuses only where
    there is no queue at all.
    """
    today = timezone.localdate(ticket.opened_at)
    decision = routing.decide(routing.facts_of(ticket), today)
    if decision.queue is None:
        raise Refusal(
            _("L'assistenza non è ancora attiva: scrivi a UPI dalla pagina dei contatti."),
            code="no_queue",
        )
    rule = decision.rule
    if rule and rule.priority:
        ticket.set_priority(rule.priority, _("Regola «%(rule)s»") % {"rule": rule.name[:200]})
    if rule and rule.tags:
        ticket.tags = list(dict.fromkeys([*ticket.tags, *rule.tags]))
    assignee = _take_turn(decision, ticket.opened_at)
    return Destination(
        decision.queue, assignee, _copies(rule, ticket), " ".join(decision.steps), decision
    )


def _take_turn(decision: Decision, now: datetime) -> Person | None:
    """Give the turn, under the lock of the queue: two tickets at once go to two operators."""
    Queue.objects.select_for_update().get(pk=decision.queue.pk)
    candidate = duty.next_in(decision.queue, timezone.localdate(now))
    if candidate is None:
        return None
    Turn.objects.update_or_create(place=candidate.place, defaults={"given_at": now})
    person = candidate.taker.membership.person
    if candidate.stands_in:
        said = _("Di turno è %(away)s, che è assente: va a chi sostituisce, %(person)s.")
        decision.steps.append(said % {"away": candidate.place.membership.person, "person": person})
    else:
        decision.steps.append(_("È il turno di %(person)s.") % {"person": person})
    return person


def _copies(rule: Rule | None, ticket: Ticket) -> tuple[Person, ...]:
    """Those of the asker's ente only: nobody else may see the ticket."""
    if rule is None or ticket.ente_id is None:
        return ()
    wanted = working_today().filter(pk__in=rule.cc.values("pk"), ente=ticket.ente_id)
    found = wanted.exclude(person=ticket.asker_id).select_related("person")
    return tuple(membership.person for membership in found)


@transaction.atomic
def remember(*, ticket: Ticket, destination: Destination, now: datetime) -> None:
    """Keep why a ticket went where it went; warn the supervisor of desks without anybody."""
    decision = destination.decision
    if decision is None:
        return
    Routing.objects.create(
        ticket=ticket,
        at=now,
        rule=decision.rule,
        queue=destination.queue,
        steps=decision.steps,
        is_fallback=decision.is_fallback,
    )
    if decision.warnings:
        notify(
            people=supervisors_of(destination.queue),
            kind=WARNED,
            level=NoticeLevel.ACT,
            title=_("Coda senza operatori: %(number)s") % {"number": ticket.number},
            body=" ".join(decision.warnings),
            url=ticket.get_absolute_url(),
            subject=ticket,
            now=now,
        )


def supervisors_of(queue: Queue) -> set[int]:
    """Who supervises the ente of a queue; without any, its administrators."""
    places = working_today().filter(ente=queue.owner_id)
    for roles in (
        (Role.HELPDESK_SUPERVISOR,),
        (Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN),
    ):
        found = set(places.filter(roles__role__in=roles).values_list("person_id", flat=True))
        if found:
            return found
    return set()
