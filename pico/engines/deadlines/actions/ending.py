"""A term ends: what it asked for was done, or is not needed any more."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from ..models import Term, TermChange, TermFact
from ..notices import forget
from ..terms import Cause, FactKind, TermState
from .settling import lock_term, record

ENDED = ("state", "ended_at", "next_alert_at", "remaining", "remaining_unit")


@transaction.atomic
def meet_term(*, term: Term, actor: Actor, now: datetime, at: datetime | None = None) -> Term:
    """What the term asked for was done now, or at `at`: in time or late. Twice changes nothing."""
    term = lock_term(term)
    if term.state in (TermState.MET, TermState.MET_LATE):
        return term
    if term.state == TermState.CANCELLED:
        raise Refusal(_("Il termine è annullato: non si può adempiere."), code="term_is_over")
    done_at = at or now
    is_late = term.due_at is not None and done_at > term.due_at
    state = TermState.MET_LATE if is_late else TermState.MET
    sentence = _("Fatto in ritardo: %(label)s.") if is_late else _("Fatto in tempo: %(label)s.")
    record("met", sentence % {"label": term.label}, term, actor=actor, now=now)
    return _end(term, state, Cause.MET, "", done_at, actor=actor, now=now)


@transaction.atomic
def cancel_term(*, term: Term, reason: str, actor: Actor, now: datetime) -> Term:
    """The term is not needed any more. Twice changes nothing."""
    term = lock_term(term)
    if not term.is_open:
        return term
    record(
        "cancelled", _("Termine annullato: %(why)s") % {"why": reason}, term, actor=actor, now=now
    )
    return _end(term, TermState.CANCELLED, Cause.CANCELLED, reason, now, actor=actor, now=now)


def _end(
    term: Term,
    state: TermState,
    cause: Cause,
    reason: str,
    ended_at: datetime,
    *,
    actor: Actor,
    now: datetime,
) -> Term:
    TermFact.objects.filter(term=term, kind=FactKind.SUSPENSION, until=None).update(until=ended_at)
    term.state, term.ended_at, term.next_alert_at = state, ended_at, None
    # What is left keeps a place for the date that a suspended term did not have.
    term.remaining = None if term.due_at else term.remaining
    term.save(update_fields=[*ENDED])
    TermChange.objects.create(
        term=term,
        at=now,
        cause=cause,
        before=term.due_at,
        after=term.due_at,
        reason=reason[:250],
        person_name=actor.person_name,
    )
    forget(term, now=now)
    return term
