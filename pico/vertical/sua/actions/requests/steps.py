"""A request goes from state to state: the table of `workflow`, its clocks, and who is told."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.access.terms import Role
from pico.core.foundation.errors import Refusal
from pico.core.notices.terms import NoticeLevel
from pico.core.ui.formats import date_it
from pico.engines.deadlines.actions import (
    cancel_term,
    meet_term,
    resume_term,
    start_term,
    suspend_term,
)
from pico.engines.deadlines.models import Term
from pico.engines.deadlines.queries.terms import open_term
from pico.engines.deadlines.terms import TermState
from pico.engines.workflow.queries import locked
from pico.engines.workflow.tables import Moved

from ...models import Integration, IntegrationItem, RequestSeries, TenderRequest
from ...queries import agreements, parameters
from ...queries.requests import estimate_of
from ...rules import clocks
from ...terms.requests import NUMBER, UNANSWERED
from ...workflow.capacity import calendar_of
from ...workflow.requests import REQUEST
from ..numbering import next_number
from . import telling
from .opening import tender_of

LONGEST_ITEM = 250
ANSWERS = ("accept", "refuse")


@transaction.atomic
def make_step(
    *,
    record: TenderRequest,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Make a step of a request: what it needs, its row of the table, its clocks, its notices."""
    request = locked(record)
    request.moment = now
    if prepare := BEFORE.get(name):
        prepare(request, fields, now)
    moved = REQUEST.move(request, name, actor=actor, now=now, seen=seen, reserved=True, **fields)
    if write := DURING.get(name):
        write(moved)
    request.changed_at = now
    request.save()
    if tell := AFTER.get(name):
        tell(moved)
    return moved


# Before: what the fields of the step mean ---------------------------------------------------------


def _protocol_day_holds(request: TenderRequest, fields: dict, now: datetime) -> None:
    """The protocol is of a day between the sending and today."""
    day = fields.get("received_on")
    if day is None or request.sent_at is None:
        return
    sent, today = timezone.localdate(request.sent_at), timezone.localdate(now)
    if not sent <= day <= today:
        raise Refusal(
            _("La data di protocollo sta fra l'invio (%(sent)s) e oggi: correggila.")
            % {"sent": date_it(sent)},
            code="wrong_day",
        )


def _month_has_place(request: TenderRequest, fields: dict, now: datetime) -> None:
    """A month of the calendar with a place left, its own counted as free."""
    slot: date | None = fields.get("slot")
    if slot is None:
        return
    months = {one.month: one for one in calendar_of(request.sua_id, timezone.localdate(now))}
    chosen = months.get(slot)
    if chosen is None:
        raise Refusal(_("Scegli un mese del calendario della SUA."), code="no_such_month")
    if not chosen.free and request.slot != slot:
        raise Refusal(
            _(
                "In quel mese i posti sono finiti: scegline un altro, o aggiungi un posto nel calendario."
            ),
            code="month_is_full",
        )


def _items_are_said(request: TenderRequest, fields: dict, now: datetime) -> None:
    text = fields.get("items") or ""
    lines = [line.strip(" -•\t")[:LONGEST_ITEM] for line in text.splitlines()]
    if text.strip() and not any(lines):
        raise Refusal(_("Scrivi che cosa manca, un rigo per ciascuna cosa."), code="no_items")


BEFORE: dict[str, Callable[[TenderRequest, dict, datetime], None]] = {
    "receive": _protocol_day_holds,
    "accept": _month_has_place,
    "plan": _month_has_place,
    "ask": _items_are_said,
}

# During: what the step writes beside the record ---------------------------------------------------


def _numbered(moved: Moved) -> None:
    """A number of the SUA and its year, the agreement of the day, the cost that the ente was told."""
    request = moved.record
    today = timezone.localdate(moved.now)
    request.number = request.number or next_number(
        RequestSeries, sua=request.sua, year=today.year, pattern=NUMBER
    )
    request.agreement = agreements.in_force(request.ente_id, request.sua_id, today)
    cost = estimate_of(request, today)
    request.fee = cost.total if cost else None


def _clocks_start(moved: Moved) -> None:
    """Both clocks run from the day of the protocol."""
    request, received = moved.record, moved.record.received_on
    start = timezone.make_aware(datetime.combine(received, time(0, 0)))
    legal = parameters.value("termine.silenzio_sua", received)
    target = parameters.value("termine.istruttoria_interna", received)
    rules = (
        clocks.legal_rule(legal.value, legal.source),
        clocks.target_rule(target.value, target.source),
    )
    for rule in rules:
        start_term(
            subject=request, rule=rule, title=str(request), url=telling.address_of(request),
            owner=request.sua, role=Role.SUA_OFFICER, parties=telling.parties_of(request),
            started_at=start, actor=moved.actor, now=moved.now,
        )  # fmt: skip


def _integration_begins(moved: Moved) -> None:
    """The list of what is missing; the SUA's own clock stands still, that of the law does not."""
    request, today = moved.record, timezone.localdate(moved.now)
    days = parameters.value("termine.istruttoria.integrazioni", today)
    lines = (line.strip(" -•\t")[:LONGEST_ITEM] for line in moved.given["items"].splitlines())
    round_ = Integration.objects.create(
        request=request, asked_at=moved.now, asked_by_id=moved.actor.person_id,
        due_on=today + timedelta(days=days.value),
    )  # fmt: skip
    IntegrationItem.objects.bulk_create(
        IntegrationItem(integration=round_, text=line) for line in lines if line
    )
    if (target := open_term(request, clocks.TARGET)) and target.state != TermState.SUSPENDED:
        suspend_term(
            term=target, reason=_("Integrazione richiesta"), actor=moved.actor, now=moved.now
        )
    start_term(
        subject=request, rule=clocks.answer_rule(days.value, days.source), title=str(request),
        url=telling.address_of(request), owner=request.ente, role=Role.ENTE_ADMIN,
        key=f"{clocks.ANSWER}.{round_.pk}", parties=telling.parties_of(request),
        actor=moved.actor, now=moved.now,
    )  # fmt: skip


def _integration_ends(moved: Moved) -> None:
    request = moved.record
    round_ = request.integrations.filter(answered_at=None).first()
    if round_ is None:
        return
    round_.items.filter(pk__in=[one.pk for one in moved.given.get("done") or ()]).update(
        is_done=True
    )
    round_.answered_at, round_.answer = moved.now, moved.given["answer"]
    round_.save(update_fields=["answered_at", "answer"])
    if (asked := open_term(request, f"{clocks.ANSWER}.{round_.pk}")) is not None:
        meet_term(term=asked, actor=moved.actor, now=moved.now)
    target = open_term(request, clocks.TARGET)
    if target is not None and target.state == TermState.SUSPENDED:
        resume_term(term=target, actor=moved.actor, now=moved.now)


def _clocks_end(moved: Moved) -> None:
    """An answer meets what runs; silence and withdrawal make it needless."""
    terms = Term.objects.filter(
        subject_type=TenderRequest._meta.label_lower, subject_id=str(moved.record.pk)
    )
    for term in terms:
        if not term.is_open:
            continue
        if moved.step.name in ANSWERS and term.key in (clocks.LEGAL, clocks.TARGET):
            meet_term(term=term, actor=moved.actor, now=moved.now)
        else:
            reason = str(moved.step.label)
            cancel_term(term=term, reason=reason, actor=moved.actor, now=moved.now)


def _accepted_and_opened(moved: Moved) -> None:
    _clocks_end(moved)
    _opened(moved)


def _opened(moved: Moved) -> None:
    """The tender is opened with what the request says; it keeps its request."""
    tender_of(moved.record, actor=moved.actor, now=moved.now)


DURING: dict[str, Callable[[Moved], None]] = {
    "send": _numbered,
    "receive": _clocks_start,
    "ask": _integration_begins,
    "answer": _integration_ends,
    "accept": _accepted_and_opened,
    "refuse": _clocks_end,
    # The law accepts whatever the data are: the tender is opened by an officer.
    "silence": _clocks_end,
    "open": _opened,
    "withdraw": _clocks_end,
}

# After: who is told -------------------------------------------------------------------------------


def _tell_ente(moved: Moved, title: str, body: str = "") -> None:
    request = moved.record
    people = telling.authors_of(request) - {moved.actor.person_id}
    telling.tell(request, people, title, body=body, now=moved.now, ente=request.ente)


def _tell_sua(moved: Moved, title: str, body: str = "", level=NoticeLevel.ACT) -> None:
    request = moved.record
    people = telling.desk_of(request) - {moved.actor.person_id}
    telling.tell(
        request, people, title, body=body, now=moved.now, ente=request.sua, level=level,
        kind=telling.CAME,
    )  # fmt: skip


def _titled(moved: Moved, words: str) -> str:
    return words % {"title": moved.record}


def _proposed(moved: Moved) -> None:
    request = moved.record
    for role in telling.HEADS:
        telling.wait_for(
            request, telling.TO_APPROVE, _titled(moved, _("Da approvare: %(title)s")),
            _("Richiesta di gara pronta: chi risponde dell'ente la approva e la invia."),
            ente=request.ente, role=role, now=moved.now,
        )  # fmt: skip


def _sent(moved: Moved) -> None:
    request = moved.record
    telling.waits_no_more(request, telling.TO_APPROVE, now=moved.now)
    telling.wait_for(
        request, telling.TO_RECEIVE, _titled(moved, _("Da protocollare: %(title)s")),
        _("Richiesta di %(ente)s: dalla data di protocollo corrono 10 giorni.")
        % {"ente": request.ente},
        ente=request.sua, role=Role.SUA_OFFICER, now=moved.now,
    )  # fmt: skip
    _tell_ente(moved, _titled(moved, _("Inviata alla SUA: %(title)s")))


def _received(moved: Moved) -> None:
    request = moved.record
    telling.waits_no_more(request, telling.TO_RECEIVE, now=moved.now)
    term = open_term(request, clocks.LEGAL)
    telling.wait_for(
        request, telling.TO_HANDLE, _titled(moved, _("Da prendere in carico: %(title)s")),
        _("Senza risposta la richiesta si intende accolta."), due_on=term.due_on if term else None,
        ente=request.sua, role=Role.SUA_OFFICER, now=moved.now,
    )  # fmt: skip
    _tell_ente(
        moved, _titled(moved, _("Ricevuta dalla SUA: %(title)s")),
        _("Protocollo %(protocol)s del %(day)s. La SUA risponde entro il %(due)s.")
        % {
            "protocol": request.protocol,
            "day": date_it(request.received_on),
            "due": date_it(term.due_on) if term else "",
        },
    )  # fmt: skip


def _taken(moved: Moved) -> None:
    telling.waits_no_more(moved.record, telling.TO_HANDLE, now=moved.now)
    _tell_ente(moved, _titled(moved, _("In istruttoria: %(title)s")))


def _assigned(moved: Moved) -> None:
    _tell_sua(moved, _titled(moved, _("Assegnata a te: %(title)s")))


def _asked(moved: Moved) -> None:
    request = moved.record
    round_ = request.integrations.first()
    telling.wait_for(
        request, telling.TO_COMPLETE, _titled(moved, _("Da integrare: %(title)s")),
        _("La SUA chiede integrazioni."), due_on=round_.due_on, ente=request.ente, now=moved.now,
    )  # fmt: skip
    items = "; ".join(one.text for one in round_.items.all())
    _tell_ente(moved, _titled(moved, _("Integrazione richiesta: %(title)s")), items)


def _answered(moved: Moved) -> None:
    telling.waits_no_more(moved.record, telling.TO_COMPLETE, now=moved.now)
    _tell_sua(moved, _titled(moved, _("Integrazioni arrivate: %(title)s")), moved.given["answer"])


def _accepted(moved: Moved) -> None:
    _nobody_waits(moved)
    _tell_ente(moved, _titled(moved, _("Accettata: %(title)s")))


def _accepted_by_silence(moved: Moved) -> None:
    _nobody_waits(moved)
    words = _("Sono passati i dieci giorni senza un rifiuto: la richiesta si intende accolta "
              "(art. 62, c. 10).")  # fmt: skip
    _tell_ente(moved, _titled(moved, _("Accolta per silenzio-assenso: %(title)s")), words)
    _tell_sua(moved, _titled(moved, _("Accolta per silenzio-assenso: %(title)s")), words)


def _refused(moved: Moved) -> None:
    _nobody_waits(moved)
    _tell_ente(moved, _titled(moved, _("Rifiutata: %(title)s")), moved.given["reason"])


def _withdrawn(moved: Moved) -> None:
    _nobody_waits(moved)
    if moved.record.sent_at:
        _tell_sua(moved, _titled(moved, _("Ritirata: %(title)s")), moved.given["reason"])


def _planned(moved: Moved) -> None:
    _tell_ente(moved, _titled(moved, _("Nuovo mese di avvio: %(title)s")))


def _nobody_waits(moved: Moved) -> None:
    kinds = (telling.TO_APPROVE, telling.TO_RECEIVE, telling.TO_HANDLE, telling.TO_COMPLETE)
    telling.waits_no_more(moved.record, *kinds, now=moved.now)


AFTER: dict[str, Callable[[Moved], None]] = {
    "propose": _proposed,
    "send": _sent,
    "receive": _received,
    "take": _taken,
    "assign": _assigned,
    "ask": _asked,
    "answer": _answered,
    "accept": _accepted,
    "silence": _accepted_by_silence,
    "refuse": _refused,
    "withdraw": _withdrawn,
    "plan": _planned,
}


# The clock ----------------------------------------------------------------------------------------


def accept_in_silence(*, now: datetime) -> int:
    """Accept what the SUA neither refused nor accepted within the term; say how many. Twice is once."""
    late = Term.objects.filter(
        subject_type=TenderRequest._meta.label_lower,
        key=clocks.LEGAL,
        due_at__lt=now,
        state__in=(TermState.RUNNING, TermState.EXPIRED),
    ).values_list("subject_id", flat=True)
    waiting = TenderRequest.objects.filter(pk__in=[int(pk) for pk in late], state__in=UNANSWERED)
    for request in waiting:
        make_step(record=request, name="silence", actor=SYSTEM, now=now)
    return len(waiting)
