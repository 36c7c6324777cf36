"""The clocks of a ticket follow the ticket; warnings; the table of what is promised."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access import scopes
from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.actors import working_today
from pico.engines.deadlines import actions as deadlines
from pico.engines.deadlines.models import DeskCalendar, Term
from pico.engines.deadlines.queries.terms import terms_of
from pico.engines.deadlines.reckoning import Alert, Rule
from pico.engines.deadlines.terms import AlertTo, FactKind, Roll, Unit

from ..models import Queue, ServiceLevel, ServiceTarget, Ticket, TicketMeasure
from ..permissions import LevelsPermission
from ..queries import service_levels as queries
from ..queries.queues import heads_of, operators_of
from ..terms import (
    FIRST_REPLY,
    LONGEST_TARGET,
    SHARES,
    SOLUTION,
    WAITING,
    MessageKind,
    Priority,
    Special,
    Voice,
)
from . import telling

NEAR, MISSED, FAR_GONE = "helpdesk.level_near", "helpdesk.level_missed", "helpdesk.level_far_gone"
LADDER = tuple(Alert(percent=share, to=AlertTo.NOBODY) for share in SHARES)
# Domain facts, section 4.1: the law's own terms, beside what the desk promises.
LEGAL = {
    Special.PRIVACY: Rule(
        "helpdesk.privacy",
        gettext_lazy("Risposta a chi esercita i suoi diritti sui dati"),
        "art. 12, par. 3, Reg. (UE) 2016/679",
        Unit.MONTHS,
        1,
        gettext_lazy("ricevimento della richiesta"),
        local_holidays=False,
        alerts=LADDER,
    ),
    Special.ACCESSIBILITY: Rule(
        "helpdesk.accessibility",
        gettext_lazy("Risposta a una segnalazione di accessibilità"),
        gettext_lazy("Linee guida AgID sull'accessibilità, meccanismo di feedback"),
        Unit.DAYS,
        30,
        gettext_lazy("ricevimento della segnalazione"),
        local_holidays=False,
        alerts=LADDER,
    ),
    Special.SECURITY: Rule(
        "helpdesk.security",
        gettext_lazy("Notifica al Garante, se è una violazione di dati"),
        "art. 33, par. 1, Reg. (UE) 2016/679",
        Unit.HOURS,
        72,
        gettext_lazy("quando se ne viene a conoscenza"),
        roll=Roll.NONE,
        alerts=LADDER,
    ),
}


# The clocks --------------------------------------------------------------------------------------


@transaction.atomic
def follow(*, ticket: Ticket, now: datetime) -> None:
    """Make the two clocks of a locked ticket agree with it. Asked again, it changes nothing.

    The first reply is promised once, whatever desks the ticket passes; the solution again after
    each reopening. Both stand still in the two states of waiting, and in no other.
    """
    known = queries.terms_of_ticket(ticket)
    if ticket.is_open:
        _run(ticket, known, now)
    else:
        _end(ticket, known, now)
    if ticket.first_reply_at and FIRST_REPLY in known:
        _meet(known[FIRST_REPLY], ticket.first_reply_at, now)
    if ticket.category.special in LEGAL:
        _follow_law(ticket, LEGAL[Special(ticket.category.special)], now)
    _show(ticket)


def _follow_law(ticket: Ticket, rule: Rule, now: datetime) -> None:
    """The law's clock does not stand still, and does not begin again when a request is reopened."""
    term = terms_of(ticket).filter(key=rule.key).order_by("-pk").first()
    if term is None and ticket.is_open:
        term = _start(ticket, rule.key, rule, ticket.opened_at, now, desk=None)
    elif term is not None and term.is_open and ticket.is_open:
        deadlines.entrust_term(
            term=term, person=ticket.assignee, parties=_parties(ticket), actor=SYSTEM, now=now
        )
    elif term is not None and ticket.solved_at:
        _meet(term, ticket.solved_at, now)
    elif term is not None:
        _cancel(term, ticket, now)


def _run(ticket: Ticket, known: Mapping[str, Term], now: datetime) -> None:
    target = queries.target_of(ticket, today=timezone.localdate(now))
    promised = {SOLUTION: target.solution}
    if ticket.first_reply_at is None:
        promised[FIRST_REPLY] = target.first_reply
    for key, minutes in promised.items():
        rule, term = _rule(key, minutes, target.source), known.get(key)
        if term is None or not term.is_open:
            started_at = ticket.opened_at if term is None else now
            term = _start(ticket, key, rule, started_at, now, queries.desk_of_queue(ticket.queue))
        _keep(ticket, term, rule, now)


def _rule(key: str, minutes: int, source: str) -> Rule:
    label = _("Prima risposta") if key == FIRST_REPLY else _("Soluzione")
    event = _("apertura della richiesta")
    return Rule(key, label, source, Unit.MINUTES, minutes, event, alerts=LADDER)


def _start(
    ticket: Ticket,
    key: str,
    rule: Rule,
    started_at: datetime,
    now: datetime,
    desk: DeskCalendar | None,
) -> Term:
    return deadlines.start_term(
        subject=ticket, key=key, rule=rule, title=_title(ticket), url=ticket.get_absolute_url(),
        owner=ticket.queue.owner, desk=desk, person=ticket.assignee,
        parties=_parties(ticket), started_at=started_at, actor=SYSTEM, now=now,
    )  # fmt: skip


def _title(ticket: Ticket) -> str:
    """Who reads a timetable is no longer asked what he may read of a ticket: no words of it."""
    return f"{ticket.number} · {ticket.get_topic_display()}"


def _parties(ticket: Ticket) -> set[str]:
    """Who handles it: its queue, who has it, the supervisors of the ente that answers for it."""
    people = set(operators_of(ticket.queue).values_list("pk", flat=True))
    people |= _supervisors_of(ticket.queue) | ({ticket.assignee_id} - {None})
    return {scopes.person(pk) for pk in people or telling.supervisors()}


def _keep(ticket: Ticket, term: Term, rule: Rule, now: datetime) -> None:
    """Bring rule, desk, who has it and the pause of an open term up to date."""
    if (term.rule.count, term.rule.source) != (rule.count, rule.source):
        term = deadlines.change_rule(
            term=term, rule=rule, reason=ticket.get_priority_display(), actor=SYSTEM, now=now
        )
    desk = queries.desk_of_queue(ticket.queue)
    if (term.owner_id, term.calendar_id) != (ticket.queue.owner_id, desk.pk if desk else None):
        term = deadlines.move_term(
            term=term, owner=ticket.queue.owner, desk=desk, actor=SYSTEM, now=now
        )
    term = deadlines.entrust_term(
        term=term, person=ticket.assignee, parties=_parties(ticket), actor=SYSTEM, now=now
    )
    stands_still = term.facts.filter(kind=FactKind.SUSPENSION, until=None).exists()
    if ticket.state in WAITING and not stands_still:
        why = ticket.waits_for or ticket.get_state_display()
        deadlines.suspend_term(term=term, reason=why, actor=SYSTEM, now=now)
    elif ticket.state not in WAITING and stands_still:
        deadlines.resume_term(term=term, actor=SYSTEM, now=now)


def _end(ticket: Ticket, known: Mapping[str, Term], now: datetime) -> None:
    if solution := known.get(SOLUTION):
        if ticket.solved_at:
            _meet(solution, ticket.solved_at, now)
        else:
            _cancel(solution, ticket, now)
    reply = known.get(FIRST_REPLY)
    if reply and ticket.first_reply_at is None:
        _cancel(reply, ticket, now)
    _measure(ticket, now)


def _meet(term: Term, at: datetime, now: datetime) -> None:
    if term.is_open:
        deadlines.meet_term(term=term, at=at, actor=SYSTEM, now=now)


def _cancel(term: Term, ticket: Ticket, now: datetime) -> None:
    deadlines.cancel_term(term=term, reason=ticket.get_state_display(), actor=SYSTEM, now=now)


def _show(ticket: Ticket) -> None:
    """Keep the two dates with the ticket: lists read them there."""
    known = queries.terms_of_ticket(ticket)
    due = [known[key].due_at if key in known else None for key in (FIRST_REPLY, SOLUTION)]
    if due != [ticket.first_reply_due_at, ticket.solution_due_at]:
        ticket.first_reply_due_at, ticket.solution_due_at = due
        ticket.save(update_fields=["first_reply_due_at", "solution_due_at"])


def _measure(ticket: Ticket, now: datetime) -> None:
    """Count what is left of a ticket that is over."""
    end = ticket.solved_at or ticket.closed_at or now
    rows = list(queries.holdings_of(ticket).filter(started_at__lt=end))
    total = waiting = reply = 0
    for one, minutes in queries.working_minutes_of(_until(rows, end), now=end):
        total += minutes
        waiting += minutes if one.state in WAITING else 0
    if ticket.first_reply_at:
        before = [one for one in rows if one.started_at < ticket.first_reply_at]
        counted = queries.working_minutes_of(
            _until(before, ticket.first_reply_at), now=ticket.first_reply_at
        )
        reply = sum(minutes for one, minutes in counted if one.state not in WAITING)
    known = queries.terms_of_ticket(ticket)
    TicketMeasure.objects.update_or_create(
        ticket=ticket,
        defaults={
            "first_reply_minutes": reply if ticket.first_reply_at else None,
            "solution_minutes": total - waiting if ticket.solved_at else None,
            "waiting_minutes": waiting,
            "total_minutes": total,
            "is_reply_in_time": _kept(known.get(FIRST_REPLY), ticket.first_reply_at),
            "is_solution_in_time": _kept(known.get(SOLUTION), ticket.solved_at),
            "is_first_contact": _is_first_contact(ticket),
        },
    )


def _until(rows: list, end: datetime) -> list:
    for one in rows:
        one.ended_at = min(one.ended_at, end) if one.ended_at else end
    return rows


def _kept(term: Term | None, done_at: datetime | None) -> bool | None:
    if term is None or done_at is None:
        return None
    return term.due_at is None or done_at <= term.due_at


def _is_first_contact(ticket: Ticket) -> bool:
    """Solved by the first thing that the desk wrote, and never passed on."""
    said = ticket.messages.filter(voice=Voice.DESK).exclude(kind=MessageKind.INTERNAL).count()
    passed = ticket.escalated_count or ticket.reopened_count
    return bool(ticket.solved_at and said <= 1 and not passed)


# Warnings ----------------------------------------------------------------------------------------


@transaction.atomic
def warn(*, ticket: Ticket, key: str, rung: str, now: datetime) -> None:
    """Tell who has it at 75 %, the head of the queue at 100 %, the supervisor at 150 %."""
    if not ticket.is_open:
        return
    label = {
        FIRST_REPLY: _("prima risposta"),
        SOLUTION: _("soluzione"),
    }.get(key, _("termine di legge"))
    kind, title, people = {
        "75%": (NEAR, _("Tre quarti del tempo (%(label)s): %(ticket)s"), _who_has(ticket)),
        "100%": (
            MISSED,
            _("Tempo passato (%(label)s): %(ticket)s"),
            _heads(ticket) | _who_has(ticket),
        ),
        "150%": (
            FAR_GONE,
            _("Tempo passato da molto (%(label)s): %(ticket)s"),
            _supervisors(ticket),
        ),
    }[rung]
    telling.tell_people(
        ticket, people, kind, title % {"label": label, "ticket": ticket}, now=now,
        body=_("Livelli di servizio: il tempo si ferma solo mentre si aspetta una risposta."),
    )  # fmt: skip


def _who_has(ticket: Ticket) -> set[int]:
    return {ticket.assignee_id} if ticket.assignee_id else telling.desk_of(ticket)


def _heads(ticket: Ticket) -> set[int]:
    return set(heads_of(ticket.queue).values_list("pk", flat=True))


def _supervisors(ticket: Ticket) -> set[int]:
    """Of the ente of the queue; without any its heads: UPI does not read a Province's tickets."""
    return _supervisors_of(ticket.queue) or _heads(ticket) or telling.supervisors()


def _supervisors_of(queue: Queue) -> set[int]:
    places = working_today().filter(ente=queue.owner_id, roles__role=Role.HELPDESK_SUPERVISOR)
    return set(places.values_list("person_id", flat=True))


# What is promised --------------------------------------------------------------------------------


@transaction.atomic
def change_levels(
    *,
    targets: Mapping[str, tuple[int, int]],
    days: Mapping[str, int],
    actor: Actor,
    now: datetime,
) -> ServiceLevel:
    """Change the targets of everybody (working minutes per priority) and the days of silence.

    Open tickets follow at their next step. Refuses targets turned round and days out of order.
    """
    actor.require(LevelsPermission.CHANGE)
    name = queries.common_level().name
    ServiceLevel.objects.get_or_create(is_common=True, defaults={"name": name})
    level = ServiceLevel.objects.select_for_update(of=("self",)).get(is_common=True)
    if not days["remind_after"] < days["remind_again_after"] < days["close_after"]:
        raise Refusal(
            _("I promemoria vengono prima della chiusura: metti i giorni in ordine crescente."),
            code="days_out_of_order",
        )
    for name, number in days.items():
        setattr(level, name, number)
    level.save(update_fields=[*days])
    _write_targets(level, targets)
    trail.record(
        "helpdesk.levels.changed", _("Livelli di servizio modificati."), subject=level, actor=actor,
        now=now,
    )  # fmt: skip
    return level


@transaction.atomic
def agree(
    *,
    owner: Ente,
    ente: Ente,
    name: str,
    targets: Mapping[str, tuple[int, int]],
    actor: Actor,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> ServiceLevel:
    """Write the targets that an agreement promises to an ente; again, they are changed."""
    actor.require(LevelsPermission.AGREE, ServiceLevel(owner=owner, ente=ente))
    if starts_on and ends_on and ends_on < starts_on:
        raise Refusal(_("La fine viene prima dell'inizio: correggi le date."), code="wrong_dates")
    values = {"name": name, "starts_on": starts_on, "ends_on": ends_on}
    level, _is_new = ServiceLevel.objects.update_or_create(owner=owner, ente=ente, defaults=values)
    _write_targets(level, targets)
    trail.record(
        "helpdesk.levels.agreed", _("Livelli concordati con %(ente)s.") % {"ente": ente},
        subject=level, actor=actor, now=now,
    )  # fmt: skip
    return level


def _write_targets(level: ServiceLevel, targets: Mapping[str, tuple[int, int]]) -> None:
    for priority, (first, solution) in targets.items():
        if not 0 < first <= solution <= LONGEST_TARGET:
            raise Refusal(
                _("Priorità %(priority)s: la prima risposta viene prima della soluzione.")
                % {"priority": Priority(priority).label.lower()},
                code="targets_turned_round",
            )
        ServiceTarget.objects.update_or_create(
            level=level, priority=priority,
            defaults={"first_reply_minutes": first, "solution_minutes": solution},
        )  # fmt: skip
