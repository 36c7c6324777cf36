"""The terms of a tender and of its lots on the engine of terms: begun, met, stopped by each step.

How long each is comes from the parameters of law in force on the day it begins.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.foundation.errors import Refusal
from pico.engines.deadlines.actions.ending import cancel_term, meet_term
from pico.engines.deadlines.actions.running import (
    change_start,
    extend_term,
    resume_term,
    suspend_term,
)
from pico.engines.deadlines.actions.starting import start_term
from pico.engines.deadlines.models import Term
from pico.engines.deadlines.queries.calendars import calendar_for
from pico.engines.deadlines.queries.terms import open_term
from pico.engines.deadlines.reckoning import Alert, Facts, Rule, compute
from pico.engines.deadlines.terms import Roll, TermState, Unit
from pico.engines.workflow.tables import Moved

from ...models import Lot, Tender
from ...permissions import TenderPermission
from ...queries import parameters
from ...queries.tender_terms import open_terms
from ...rules import timing as law
from ...terms.tenders import (
    BEFORE_AWARD,
    LOT_FAILED,
    EventKind,
    LotState,
    PerformedFunctions,
    TenderKind,
    TenderState,
    Visibility,
)
from .telling import locked, noted

QUESTIONS, BIDS, LENGTH, VALIDITY = (
    "sua.gara.chiarimenti", "sua.gara.offerte", "sua.gara.durata", "sua.gara.validita_offerte",
)  # fmt: skip
LETTERS, STAND_STILL, CONTRACT, NOTICE = (
    "sua.lotto.comunicazioni", "sua.lotto.stand_still", "sua.lotto.contratto", "sua.lotto.avviso",
)  # fmt: skip
END, NINE_MONTHS = "sua.lotto.fine", 274
TOLD = (Alert(days=-7), Alert(days=-2, task=True), Alert(days=1))


def local(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def noon(day: date) -> datetime:
    """A day as a moment for the engine, which counts whole days."""
    return timezone.make_aware(datetime.combine(day, time(12)))


def legal_rule(key: str, parameter: str, on: date, starts_from: str, **options: Any) -> Rule:
    """A rule with the figure in force on a day, and its article."""
    found = parameters.value(parameter, on)
    return Rule(
        key, found.label, found.source, Unit(found.unit), int(found.value), str(starts_from),
        alerts=options.pop("alerts", TOLD), **options,
    )  # fmt: skip


def start(
    subject: models.Model,
    rule: Rule,
    *,
    tender: Tender,
    at: datetime,
    now: datetime,
    role: str = Role.SUA_OFFICER,
    owner=None,
) -> Term | None:
    """Start a term of a tender or of a lot, seen by its SUA and its enti; once."""
    if open_term(subject, rule.key):
        return None
    enti = [tender.sua_id, *tender.places.values_list("ente", flat=True)]
    about = f"{tender.number} – {subject.subject}"
    if isinstance(subject, Lot) and tender.lots.count() > 1:
        about = f"{tender.number}/{subject.number} – {subject.subject}"
    return start_term(
        subject=subject, rule=rule, title=about, url=f"{tender.get_absolute_url()}scadenze/",
        owner=owner or tender.sua, role=role, parties=[scopes.ente(pk) for pk in enti],
        actor=SYSTEM, now=now, started_at=at, reserved=True,
    )  # fmt: skip


def meet(subject: models.Model, key: str, *, at: datetime, now: datetime) -> None:
    if term := open_term(subject, key):
        meet_term(term=term, actor=SYSTEM, now=now, at=at)


# Dates that the law does not allow ----------------------------------------------------------------


def refuse_short_terms(tender: Tender, fields: dict[str, Any]) -> None:
    """Refuse a notice whose dates are in the wrong order, or leave bidders less than the law gives."""
    published, bids = fields.get("published_at"), fields.get("bids_due_at")
    questions = fields.get("questions_due_at")
    if not (published and bids):
        return
    if bids <= published or (questions and not published < questions < bids):
        raise Refusal(
            _(
                "Le date vanno in ordine: pubblicazione, termine dei chiarimenti, termine delle offerte."
            ),
            code="days_in_wrong_order",
        )
    key = law.bids_key(procedure=tender.procedure, is_urgent=tender.is_urgent)
    if not key:
        return
    found = parameters.value(key, local(published))
    first = law.first_day_for_bids(local(published), int(found.value))
    if local(bids) < first:
        raise Refusal(
            _(
                "Per le offerte servono almeno %(days)d giorni (%(source)s): non prima del %(first)s."
            )
            % {"days": found.value, "source": found.source, "first": f"{first:%d/%m/%Y}"},
            code="bids_too_soon",
        )


def stand_still_ends(lot: Lot) -> date | None:
    """The last day on which the contract must still wait; None where it need not, or not yet known."""
    tender = lot.tender
    waits = law.stands_still(
        is_above_eu=tender.is_above_eu, admitted=lot.admitted_count, technique=tender.technique,
        procedure=tender.procedure,
    )  # fmt: skip
    if not waits or lot.told_on is None:
        return None
    rule = _stand_still_rule(lot.told_on)
    return compute(rule, Facts(noon(lot.told_on)), calendar_for(ente=tender.sua)).due_on


def refuse_contract_in_stand_still(lot: Lot, day: date) -> None:
    last = stand_still_ends(lot)
    if last and day <= last:
        raise Refusal(
            _("Il contratto si stipula dopo lo stand-still, cioè dopo il %(last)s (art. 18, c. 3).")
            % {"last": f"{last:%d/%m/%Y}"},
            code="stand_still",
        )


def _stand_still_rule(on: date) -> Rule:
    return legal_rule(
        STAND_STILL, "termine.stand_still", on, _("ultima comunicazione dell'aggiudicazione"),
        alerts=(Alert(days=1),),
    )  # fmt: skip


# What each step begins and ends -------------------------------------------------------------------


def follow_tender(moved: Moved) -> None:
    """Begin, meet and stop terms after a step of a tender."""
    tender, now = moved.record, moved.now
    match moved.step.name:
        case "publish":
            _published(tender, now)
        case "close_bids":
            meet(tender, QUESTIONS, at=tender.bids_due_at, now=now)
            meet(tender, BIDS, at=tender.bids_due_at, now=now)
        case "suspend":
            _suspended(tender, str(moved.given.get("reason", "")), now)
        case "resume":
            _resumed(tender, now)
    if tender.state not in (*BEFORE_AWARD, TenderState.SUSPENDED):
        _after_the_award(tender, now)


def _published(tender: Tender, now: datetime) -> None:
    day = local(tender.published_at)
    hours = max(1, int((tender.bids_due_at - tender.published_at).total_seconds() // 3600))
    chosen = Rule(
        BIDS, _("Scadenza delle offerte"), tender.indiction_act or _("bando o lettera di invito"), Unit.HOURS,
        hours, _("pubblicazione"), roll=Roll.NONE, alerts=TOLD,
    )  # fmt: skip
    start(tender, chosen, tender=tender, at=tender.bids_due_at - timedelta(hours=hours), now=now)
    short = ".ridotto" if tender.is_urgent else ""
    answers = legal_rule(
        QUESTIONS, f"termine.chiarimenti{short}", day, _("scadenza delle offerte"), backwards=True
    )
    start(tender, answers, tender=tender, at=tender.bids_due_at, now=now)
    valid = legal_rule(VALIDITY, "termine.offerta.validita", day, _("scadenza delle offerte"))
    start(tender, valid, tender=tender, at=tender.bids_due_at, now=now)
    key = law.length_key(procedure=tender.procedure, criterion=tender.criterion)
    if not key:
        return
    longest = legal_rule(LENGTH, key, day, _("pubblicazione del bando o invio degli inviti"))
    term = start(tender, longest, tender=tender, at=tender.published_at, now=now)
    if term and tender.has_anomaly:
        _lengthen(term, "durata_massima.anomalia", day, now)


def _lengthen(term: Term, parameter: str, on: date, now: datetime, actor: Actor = SYSTEM, reason: str = "") -> None:  # fmt: skip
    found = parameters.value(parameter, on)
    extend_term(
        term=term, count=int(found.value), reason=reason or f"{found.label} ({found.source})",
        actor=actor, now=now,
    )  # fmt: skip


def _after_the_award(tender: Tender, now: datetime) -> None:
    """Once no open lot waits for its award, the length of the procedure is met; or it makes no sense."""
    awarded = [one.awarded_on for one in tender.lots.all() if one.awarded_on]
    if awarded:
        meet(tender, LENGTH, at=noon(max(awarded)), now=now)
        meet(tender, VALIDITY, at=noon(max(awarded)), now=now)
        return
    for term in open_terms(tender):
        cancel_term(term=term, reason=tender.state_label, actor=SYSTEM, now=now)


def _suspended(tender: Tender, reason: str, now: datetime) -> None:
    """The terms of the tender stand still; those counted back follow the date they are counted from."""
    for term in open_terms(tender):
        if term.state == TermState.RUNNING and not term.rule.backwards and term.started_at <= now:
            suspend_term(term=term, reason=reason or _("Gara sospesa"), actor=SYSTEM, now=now)


def _resumed(tender: Tender, now: datetime) -> None:
    for term in open_terms(tender):
        if term.state == TermState.SUSPENDED:
            resume_term(term=term, actor=SYSTEM, now=now, reason=_("Gara ripresa"))


def follow_lot(moved: Moved) -> None:
    """Begin and meet terms after a step of a lot."""
    lot, now = moved.record, moved.now
    tender = lot.tender
    match lot.state:
        case LotState.AWARDED:
            rule = legal_rule(LETTERS, "termine.comunicazioni", lot.awarded_on, _("aggiudicazione"))
            start(lot, rule, tender=tender, at=noon(lot.awarded_on), now=now)
            _wait_for_contract(lot, now)
        case LotState.SENT:
            meet(lot, LETTERS, at=noon(lot.told_on), now=now)
            if stand_still_ends(lot):
                rule = _stand_still_rule(lot.told_on)
                start(lot, rule, tender=tender, at=noon(lot.told_on), now=now)
        case LotState.CONTRACTED:
            at = noon(lot.contract_on)
            for key in (STAND_STILL, CONTRACT):
                meet(lot, key, at=at, now=now)
            rule = legal_rule(NOTICE, "termine.avviso_aggiudicazione", lot.contract_on, _("stipula del contratto"))  # fmt: skip
            start(lot, rule, tender=tender, at=at, now=now)
            _watch_the_end(lot, at, now)
        case state if state in LOT_FAILED:
            for term in open_terms(lot):
                cancel_term(term=term, reason=lot.state_label, actor=SYSTEM, now=now)


def _watch_the_end(lot: Lot, at: datetime, now: datetime) -> None:
    """The end of what several enti order on: told nine months before, in time for a new tender."""
    if lot.tender.kind != TenderKind.AGGREGATED or not lot.days:
        return
    rule = Rule(
        END, _("Fine della convenzione o dell'accordo quadro"), _("durata del lotto negli atti di gara"),
        Unit.DAYS, lot.days, _("stipula"), roll=Roll.NONE,
        alerts=(Alert(days=-NINE_MONTHS, task=True), Alert(days=-30, task=True)),
    )  # fmt: skip
    start(lot, rule, tender=lot.tender, at=at, now=now)


def _wait_for_contract(lot: Lot, now: datetime) -> None:
    tender = lot.tender
    key = law.contract_key(is_above_eu=tender.is_above_eu)
    from_day, words = (
        (lot.effective_on, _("efficacia dell'aggiudicazione")) if tender.is_above_eu else (lot.awarded_on, _("aggiudicazione"))
    )  # fmt: skip
    rule = legal_rule(CONTRACT, key, lot.awarded_on, words)
    by_sua = tender.functions in (PerformedFunctions.CONTRACT, PerformedFunctions.EXECUTION)
    lead = None if by_sua else tender.holder
    role = Role.RUP if lead and lead.pk != tender.sua_id else Role.SUA_OFFICER
    start(lot, rule, tender=tender, at=noon(from_day), now=now, owner=lead, role=role)


@transaction.atomic
def extend_length(
    *, tender: Tender, exceptional: bool, reason: str, actor: Actor, now: datetime
) -> None:
    """Give the procedure the months that the RUP may add (All. I.3): with reasons, once each."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    term = open_term(tender, LENGTH)
    if term is None:
        raise Refusal(_("La durata massima non corre: la gara non è in corso."), code="no_length")
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo: resta nella storia del termine."), code="reason_missing")
    parameter = "durata_massima.eccezionale" if exceptional else "durata_massima.rup"
    found = parameters.value(parameter, local(tender.published_at))
    given = f"{found.label}: {reason.strip()}"[:250]
    if term.facts.filter(reason__startswith=found.label).exists():
        raise Refusal(_("Questa proroga è già stata data una volta."), code="already_extended")
    _lengthen(term, parameter, local(tender.published_at), now, actor, given)
    noted(
        "extended", _("Durata massima prorogata: %(why)s") % {"why": reason.strip()}, tender=tender,
        kind=EventKind.NOTE, actor=actor, now=now,
    )  # fmt: skip


@transaction.atomic
def extend_bids(
    *,
    tender: Tender,
    bids_due_at: datetime,
    reason: str,
    actor: Actor,
    now: datetime,
    questions_due_at: datetime | None = None,
) -> Tender:
    """Move the deadline of the bids forward, with what is counted from it (art. 92): never backward, never once past."""
    actor.require(TenderPermission.RUN, tender)
    tender = locked(tender)
    if tender.state != TenderState.PUBLISHED or tender.bids_are_closed(now):
        raise Refusal(
            _("Si proroga finché la gara è pubblicata e il termine non è scaduto."),
            code="not_published",
        )
    if bids_due_at <= tender.bids_due_at:
        raise Refusal(_("Il nuovo termine viene dopo quello di prima."), code="not_later")
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo della proroga."), code="reason_missing")
    shift = bids_due_at - tender.bids_due_at
    for key in (BIDS, QUESTIONS, VALIDITY):
        if term := open_term(tender, key):
            change_start(
                term=term, started_at=term.started_at + shift, reason=reason, actor=actor, now=now
            )
    tender.bids_due_at = bids_due_at
    tender.questions_due_at = questions_due_at or tender.questions_due_at
    tender.revision += 1
    tender.save(update_fields=["bids_due_at", "questions_due_at", "revision"])
    noted(
        "bids_extended",
        _("Termine delle offerte prorogato al %(when)s: %(why)s")
        % {"when": f"{timezone.localtime(bids_due_at):%d/%m/%Y %H:%M}", "why": reason.strip()},
        tender=tender, kind=EventKind.STATE, actor=actor, now=now, visibility=Visibility.PUBLIC,
    )  # fmt: skip
    return tender
