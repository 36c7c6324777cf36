"""Agreements are registered, changed, ended; an ente without one asks for it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal
from pico.engines.deadlines.actions import cancel_term, start_term
from pico.engines.deadlines.queries.terms import open_term
from pico.engines.workflow.queries import locked
from pico.engines.workflow.tables import Moved

from ..models import Adhesion, Agreement, AgreementArea, AgreementFee
from ..permissions import SuaPermission as May
from ..queries import agreements as queries
from ..queries import parameters
from ..rules import clocks
from ..terms.agreements import AdhesionState
from ..workflow.requests import ADHESION
from .requests import telling

MODULE = "sua"


@transaction.atomic
def make_agreement(
    *,
    ente: Ente,
    sua: Ente,
    values: Mapping[str, Any],
    areas: Iterable[Mapping[str, Any]],
    fees: Iterable[Mapping[str, Any]],
    actor: Actor,
    now: datetime,
    content=None,
    follows: Agreement | None = None,
) -> Agreement:
    """Register a signed agreement; an accepted request to join is closed by it.

    Any ente may join, of whatever Province (art. 62 c. 9). Refuses who does not head the SUA, days in the
    wrong order, an agreement that overlaps another one of the same two enti.
    """
    actor.require(May.MAKE_AGREEMENT)
    if not actor.is_system and actor.ente_id != sua.pk:
        raise Refusal(
            _("La convenzione si registra per la SUA per cui operi: cambia ente."),
            code="not_your_sua",
        )
    agreement = Agreement(ente=ente, sua=sua, created_at=now, follows=follows, **values)
    _check_days(agreement)
    _keep_file(agreement, content, actor=actor, now=now)
    agreement.save(force_insert=True)
    _write_rows(agreement, areas, fees)
    waiting = queries.accepted_adhesion(ente, sua)
    if waiting:
        waiting.agreement = agreement
        waiting.save(update_fields=["agreement"])
    _warn_of_the_end(agreement, actor=actor, now=now)
    _told(agreement, "made", _("Convenzione registrata."), actor=actor, now=now)
    return agreement


@transaction.atomic
def change_agreement(
    *,
    agreement: Agreement,
    values: Mapping[str, Any],
    areas: Iterable[Mapping[str, Any]],
    fees: Iterable[Mapping[str, Any]],
    actor: Actor,
    now: datetime,
    content=None,
) -> Agreement:
    """Correct what was registered; requests already sent keep the cost they were told."""
    actor.require(May.CHANGE_AGREEMENT, agreement)
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    before = agreement.last_day
    for name, value in values.items():
        setattr(agreement, name, value)
    _check_days(agreement)
    _keep_file(agreement, content, actor=actor, now=now)
    agreement.save()
    _write_rows(agreement, areas, fees)
    if agreement.last_day != before:
        _forget_the_end(agreement, _("Date della convenzione cambiate"), actor=actor, now=now)
        _warn_of_the_end(agreement, actor=actor, now=now)
    _told(agreement, "changed", _("Convenzione corretta."), actor=actor, now=now)
    return agreement


@transaction.atomic
def end_agreement(
    *, agreement: Agreement, ended_on: date, reason: str, actor: Actor, now: datetime
) -> Agreement:
    """Record a withdrawal («recesso»): `ended_on` is the last day in force."""
    actor.require(May.CHANGE_AGREEMENT, agreement)
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    if not agreement.valid_from <= ended_on <= agreement.valid_to:
        raise Refusal(
            _("L'ultimo giorno sta dentro il periodo della convenzione: correggi la data."),
            code="wrong_day",
        )
    if not reason.strip():
        raise Refusal(_("Scrivi il motivo del recesso."), code="reason_missing")
    agreement.ended_on, agreement.end_reason = ended_on, reason.strip()
    agreement.save(update_fields=["ended_on", "end_reason"])
    _forget_the_end(agreement, _("Recesso"), actor=actor, now=now)
    _told(agreement, "ended", _("Recesso dalla convenzione."), actor=actor, now=now)
    return agreement


def _check_days(agreement: Agreement) -> None:
    if agreement.valid_to < agreement.valid_from:
        raise Refusal(
            _("La convenzione finisce prima di cominciare: controlla le date."),
            code="wrong_period",
        )
    others = Agreement.objects.filter(
        ente=agreement.ente_id, sua=agreement.sua_id,
        valid_from__lte=agreement.valid_to, valid_to__gte=agreement.valid_from, ended_on=None,
    ).exclude(pk=agreement.pk)  # fmt: skip
    if others.exists():
        raise Refusal(
            _("In quei giorni c'è già una convenzione con lo stesso ente: correggi le date, o registra "
              "prima il recesso."),
            code="overlap",
        )  # fmt: skip


def _keep_file(agreement: Agreement, content, *, actor: Actor, now: datetime) -> None:
    if content is None:
        return
    agreement.file = upload_file(
        content=content, name=content.name, scope=scopes.ente(agreement.sua_id), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip


def _write_rows(agreement: Agreement, areas, fees) -> None:
    agreement.areas.all().delete()
    agreement.fees.all().delete()
    AgreementArea.objects.bulk_create(AgreementArea(agreement=agreement, **row) for row in areas)
    AgreementFee.objects.bulk_create(AgreementFee(agreement=agreement, **row) for row in fees)


def _warn_of_the_end(agreement: Agreement, *, actor: Actor, now: datetime) -> None:
    """A term for the renewal, counted back from the end, for what still runs."""
    today = timezone.localdate(now)
    if agreement.last_day <= today:
        return
    found = parameters.value("convenzione.preavviso", today)
    end = timezone.make_aware(datetime.combine(agreement.last_day, time(12, 0)))
    start_term(
        subject=agreement, rule=clocks.agreement_rule(found.value, found.source),
        title=str(agreement), url=telling.address_of(agreement), owner=agreement.sua,
        role=Role.SUA_MANAGER, parties=telling.parties_of(agreement), started_at=end, actor=actor,
        now=now,
    )  # fmt: skip


def _forget_the_end(agreement: Agreement, reason: str, *, actor: Actor, now: datetime) -> None:
    term = open_term(agreement, clocks.AGREEMENT)
    if term:
        cancel_term(term=term, reason=reason, actor=actor, now=now)


def _told(agreement: Agreement, name: str, sentence: str, *, actor: Actor, now: datetime) -> None:
    trail.record(
        f"sua.agreement.{name}", sentence, subject=agreement, actor=actor, now=now, reserved=True
    )
    announce(f"sua.agreement.{name}", subject=agreement, actor=actor)


# Requests to join ---------------------------------------------------------------------------------


@transaction.atomic
def ask_adhesion(*, sua: Ente, needs: str, actor: Actor, now: datetime) -> Adhesion:
    """Ask a SUA for an agreement. Refuses a second request while one is open, and who has one in force."""
    actor.require(May.ASK_ADHESION)
    if not needs.strip():
        raise Refusal(_("Scrivi di che cosa ha bisogno il tuo ente."), code="needs_missing")
    if queries.in_force(actor.ente_id, sua.pk, timezone.localdate(now)):
        raise Refusal(
            _("Il tuo ente ha già una convenzione in vigore con questa SUA."), code="has_agreement"
        )
    if queries.open_adhesion(actor.ente_id, sua.pk):
        raise Refusal(
            _("Il tuo ente ha già chiesto l'adesione: la SUA la sta valutando."),
            code="already_asked",
        )
    adhesion = Adhesion.objects.create(
        ente_id=actor.ente_id, sua=sua, needs=needs.strip(), asked_by_id=actor.person_id,
        asked_at=now,
    )  # fmt: skip
    trail.record(
        "sua.adhesion.asked", _("Chiesta l'adesione alla convenzione."), subject=adhesion,
        actor=actor, now=now, reserved=True,
    )  # fmt: skip
    announce("sua.adhesion.asked", subject=adhesion, actor=actor)
    telling.wait_for(
        adhesion, telling.ADHESION, _("Chiede di aderire: %(ente)s") % {"ente": adhesion.ente},
        needs.strip(), ente=sua, role=Role.SUA_MANAGER, now=now,
    )  # fmt: skip
    return adhesion


@transaction.atomic
def make_adhesion_step(
    *,
    record: Adhesion,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Accept, refuse or withdraw a request to join; its author is told."""
    adhesion = locked(record)
    moved = ADHESION.move(adhesion, name, actor=actor, now=now, seen=seen, reserved=True, **fields)
    adhesion.save(update_fields=moved.fields)
    telling.waits_no_more(adhesion, telling.ADHESION, now=now)
    if adhesion.state != AdhesionState.WITHDRAWN:
        telling.tell(
            adhesion, {adhesion.asked_by_id} - {actor.person_id},
            _("Adesione alla convenzione: %(state)s") % {"state": adhesion.state_label},
            body=moved.given.get("reason", ""), kind=telling.ADHESION, ente=adhesion.ente, now=now,
        )  # fmt: skip
    return moved
