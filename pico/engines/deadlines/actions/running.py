"""What happens to a term while it runs: it stands still, goes on, begins anew, becomes longer."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ..models import DeskCalendar, Term, TermFact, TermParty
from ..notices import forget, tell_near, waits
from ..reckoning import Rule
from ..terms import Cause, FactKind, TermState
from .settling import lock_term, record, settle
from .starting import version_of


def _opened(term: Term) -> Term:
    term = lock_term(term)
    if not term.is_open:
        raise Refusal(
            _("Il termine «%(label)s» è chiuso: la sua data non cambia più.")
            % {"label": term.label},
            code="term_is_over",
        )
    return term


def _with_reason(reason: str) -> str:
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo: resta nella storia del termine."), code="reason_missing")
    return reason.strip()[:250]


def _not_before_start(term: Term, at: datetime) -> datetime:
    if at < term.started_at:
        raise Refusal(
            _("La data è prima dell'inizio del termine: indicane una successiva."),
            code="before_the_start",
        )
    return at


@transaction.atomic
def suspend_term(
    *, term: Term, reason: str, actor: Actor, now: datetime, at: datetime | None = None
) -> Term:
    """Make a term stand still from now, or from `at`. Refuses one counted back, or already still."""
    term = _opened(term)
    if term.rule.backwards:
        raise Refusal(
            _(
                "Un termine che si conta all'indietro non si sospende: sposta la data da cui si conta."
            ),
            code="counted_back",
        )
    if term.facts.filter(kind=FactKind.SUSPENSION, until=None).exists():
        raise Refusal(
            _("Il termine è già sospeso: riprendilo prima di sospenderlo di nuovo."),
            code="already_suspended",
        )
    reason = _with_reason(reason)
    TermFact.objects.create(
        term=term,
        kind=FactKind.SUSPENSION,
        since=_not_before_start(term, at or now),
        reason=reason,
    )
    forget(term, now=now)
    record("suspended", _("Termine sospeso: %(why)s") % {"why": reason}, term, actor=actor, now=now)
    return settle(term, Cause.SUSPENDED, actor=actor, now=now, before=term.due_at, reason=reason)


@transaction.atomic
def resume_term(
    *, term: Term, actor: Actor, now: datetime, at: datetime | None = None, reason: str = ""
) -> Term:
    """Let a suspended term go on from now, or from `at`."""
    term = _opened(term)
    still = term.facts.filter(kind=FactKind.SUSPENSION, until=None).first()
    if still is None:
        raise Refusal(_("Il termine non è sospeso: corre già."), code="not_suspended")
    until = at or now
    if until < still.since:
        raise Refusal(
            _("La ripresa è prima della sospensione: indica una data successiva."),
            code="before_the_suspension",
        )
    still.until = until
    still.save(update_fields=["until"])
    record("resumed", _("Il termine riprende a correre."), term, actor=actor, now=now)
    return settle(
        term, Cause.RESUMED, actor=actor, now=now, before=term.due_at, reason=reason or still.reason
    )


@transaction.atomic
def interrupt_term(
    *, term: Term, reason: str, actor: Actor, now: datetime, at: datetime | None = None
) -> Term:
    """Let the whole term begin anew from now, or from `at`; an open suspension ends there."""
    term, reason = _opened(term), _with_reason(reason)
    since = _not_before_start(term, at or now)
    term.facts.filter(kind=FactKind.SUSPENSION, until=None).update(until=since)
    TermFact.objects.create(term=term, kind=FactKind.INTERRUPTION, since=since, reason=reason)
    forget(term, now=now)
    # A new term: shares are told anew.
    term.alerts.filter(mark__endswith="%").delete()
    record("interrupted", _("Termine interrotto, ricomincia: %(why)s") % {"why": reason}, term, actor=actor, now=now)  # fmt: skip
    return settle(term, Cause.INTERRUPTED, actor=actor, now=now, before=term.due_at, reason=reason)


@transaction.atomic
def extend_term(
    *, term: Term, count: int, reason: str, actor: Actor, now: datetime, unit: str = ""
) -> Term:
    """Give so much more time. Refuses another kind of unit on a term counted by the clock."""
    term, reason = _opened(term), _with_reason(reason)
    unit = unit or term.rule.unit
    if count < 1 or (term.rule.is_on_the_clock and unit != term.rule.unit):
        raise Refusal(
            _("Indica di quanto prorogare, nell'unità del termine."), code="wrong_extension"
        )
    TermFact.objects.create(
        term=term, kind=FactKind.EXTENSION, since=now, count=count, unit=unit, reason=reason
    )
    forget(term, now=now)
    record(
        "extended", _("Termine prorogato: %(why)s") % {"why": reason}, term, actor=actor, now=now
    )
    return settle(term, Cause.EXTENDED, actor=actor, now=now, before=term.due_at, reason=reason)


@transaction.atomic
def change_start(
    *, term: Term, started_at: datetime, reason: str, actor: Actor, now: datetime
) -> Term:
    """Correct the day or the moment that a term counts from."""
    term, reason = _opened(term), _with_reason(reason)
    before, term.started_at = term.due_at, started_at
    record(
        "corrected",
        _("Data iniziale corretta: %(why)s") % {"why": reason},
        term,
        actor=actor,
        now=now,
    )
    return settle(
        term,
        Cause.CORRECTED,
        actor=actor,
        now=now,
        before=before,
        reason=reason,
        also=("started_at",),
    )


@transaction.atomic
def change_rule(*, term: Term, rule: Rule, actor: Actor, now: datetime, reason: str = "") -> Term:
    """Put a term on another rule; its facts stay."""
    term = _opened(term)
    before, term.rule_version = term.due_at, version_of(rule)
    record(
        "rule_changed",
        _("Il termine segue ora: %(label)s.") % {"label": rule.label},
        term,
        actor=actor,
        now=now,
    )
    return settle(
        term,
        Cause.RULE_CHANGED,
        actor=actor,
        now=now,
        before=before,
        reason=reason,
        also=("rule_version",),
    )


@transaction.atomic
def move_term(
    *, term: Term, owner: Ente, desk: DeskCalendar | None, actor: Actor, now: datetime
) -> Term:
    """Another ente, or another desk, must keep it from now on: its hours and holidays count."""
    term = _opened(term)
    before, term.owner, term.calendar = term.due_at, owner, desk
    record(
        "moved",
        _("Termine passato a %(who)s.") % {"who": desk or owner},
        term,
        actor=actor,
        now=now,
    )
    return settle(
        term,
        Cause.CALENDAR_CHANGED,
        actor=actor,
        now=now,
        before=before,
        reason=str(desk or owner),
        also=("owner", "calendar"),
    )


@transaction.atomic
def entrust_term(
    *,
    term: Term,
    actor: Actor,
    now: datetime,
    person: Person | None = None,
    role: str = "",
    parties: Iterable[str] | None = None,
) -> Term:
    """Change who has a term in charge (a person, or who holds a role) and, if given, who sees it."""
    term = _opened(term)
    if parties is not None:
        _see(term, set(parties))
    if (term.person_id, term.role) == (person.pk if person else None, role):
        return term
    was_waiting = waits(term)
    forget(term, now=now)
    term.person, term.role = person, role
    term.save(update_fields=["person", "role"])
    if was_waiting and term.state != TermState.SUSPENDED:
        tell_near(term, task=True, now=now)
    record(
        "entrusted",
        _("Termine affidato a %(who)s.") % {"who": person or role or term.owner},
        term,
        actor=actor,
        now=now,
    )
    return term


def _see(term: Term, wanted: set[str]) -> None:
    known = set(term.parties.values_list("scope", flat=True))
    if gone := known - wanted:
        term.parties.filter(scope__in=gone).delete()
    TermParty.objects.bulk_create(
        TermParty(term=term, scope=scope) for scope in sorted(wanted - known)
    )
