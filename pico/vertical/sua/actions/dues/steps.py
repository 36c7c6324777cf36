"""Steps of what an ente owes: asked for with a note, corrected with a reason, collected."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal
from pico.core.notices.terms import NoticeLevel
from pico.core.ui.formats import date_it, money
from pico.engines.deadlines.actions import cancel_term, meet_term, start_term
from pico.engines.deadlines.queries.terms import open_term
from pico.engines.workflow.queries import locked
from pico.engines.workflow.tables import Moved

from ...models import Due
from ...rules import clocks
from ...terms.dues import DueState
from ..requests.telling import heads_of, tell
from ..rup.loans import head_of
from ..tenders.timing import noon

MOVED = "sua.due.moved"
FARTHEST = timedelta(days=5 * 366)


@transaction.atomic
def make_step(
    *,
    record: Due,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Make a step of the table; the heads of the ente are told of what concerns them.

    Refuses what the table refuses, days that cannot be, and a correction that changes nothing.
    """
    due = locked(record)
    _refuse_wrong(due, name, fields, now)
    before = due.amount
    moved = due.flow.move(due, name, actor=actor, now=now, seen=seen, reserved=True, **fields)
    due.save(update_fields=moved.fields)
    if before_asked(moved):
        return moved
    _keep_term(due, moved, actor=actor)
    tell(
        due, heads_of(due.ente) - {actor.person_id}, _title(due, moved), body=_body(due, before),
        kind=MOVED, level=_level(moved), ente=due.ente, now=now,
    )  # fmt: skip
    return moved


def _keep_term(due: Due, moved: Moved, *, actor: Actor) -> None:
    """What is asked for stands in the timetable of who pays, until it is paid or not owed any more."""
    term, now = open_term(due, clocks.DUE), moved.now
    if due.state == DueState.REQUESTED and due.due_on and term is None:
        # A term counts at least one day: what is due on the day of the note began the day before.
        start = min(due.requested_on or due.due_on, due.due_on - timedelta(days=1))
        start_term(
            subject=due, rule=clocks.due_rule((due.due_on - start).days, due.agreement.act),
            title=_("Rimborso alla SUA: %(lot)s") % {"lot": due.lot}, url=due.get_absolute_url(),
            owner=due.ente, role=head_of(due.ente),
            parties=(scopes.ente(due.ente_id), scopes.ente(due.sua_id)), started_at=noon(start),
            reserved=True, actor=actor, now=now,
        )  # fmt: skip
    elif term and due.state == DueState.COLLECTED:
        paid_at = noon(due.paid_on) if due.paid_on else now
        meet_term(term=term, at=paid_at, actor=actor, now=now)
    elif term and due.state != DueState.REQUESTED:
        cancel_term(term=term, reason=due.state_label, actor=actor, now=now)


def before_asked(moved: Moved) -> bool:
    """What the SUA puts right before it asks for it is nobody's news."""
    return moved.source == DueState.ESTIMATED and moved.target != DueState.REQUESTED


def _level(moved: Moved) -> NoticeLevel:
    return NoticeLevel.ACT if moved.target == DueState.REQUESTED else NoticeLevel.CONCERNS


def _refuse_wrong(due: Due, name: str, fields: dict, now: datetime) -> None:
    today = timezone.localdate(now)
    if name == "request" and fields.get("due_on") and fields["due_on"] < today:
        raise Refusal(
            _("Il termine per pagare è già passato: scegli un giorno da oggi in poi."),
            code="day_is_past",
        )
    if name == "request" and fields.get("due_on") and fields["due_on"] > today + FARTHEST:
        raise Refusal(
            _("Il termine per pagare è tra più di cinque anni: controlla l'anno."),
            code="day_too_far",
        )
    if name == "collect" and fields.get("paid_on") and fields["paid_on"] > today:
        raise Refusal(
            _("Il giorno del pagamento non è ancora arrivato: correggilo."), code="day_to_come"
        )
    if name == "correct" and (fields.get("amount") or 0) < 0:
        raise Refusal(
            _("Un rimborso non è negativo: se non è dovuto, annullalo."), code="negative_amount"
        )
    if name == "correct" and fields.get("amount") == due.amount:
        raise Refusal(
            _("L'importo è già %(amount)s: scrivi quello corretto.")
            % {"amount": money(due.amount)},
            code="nothing_changes",
        )


def _title(due: Due, moved: Moved) -> str:
    if moved.step.name == "correct":
        return _("Rimborso alla SUA corretto: %(lot)s") % {"lot": due.lot}
    return _("Rimborso alla SUA: %(lot)s, %(state)s") % {
        "lot": due.lot,
        "state": due.state_label.lower(),
    }


def _body(due: Due, before) -> str:
    said = money(due.amount)
    if due.amount != before:
        said = _("da %(before)s a %(amount)s") % {"before": money(before), "amount": said}
    if due.state == DueState.REQUESTED and due.due_on:
        return _("%(amount)s, dovuti entro il %(day)s. %(act)s") % {
            "amount": said, "day": date_it(due.due_on), "act": due.act,
        }  # fmt: skip
    return said
