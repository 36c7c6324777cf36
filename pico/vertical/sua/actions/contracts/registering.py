"""Contracts and rows of programmes, one at a time."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal

from ...models import Contract, ProgrammeRow
from ...permissions import RupPermission
from ...terms.contracts import ContractOrigin


@transaction.atomic
def register_contract(
    *,
    ente: Ente,
    sua: Ente,
    fields: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    origin: str = ContractOrigin.HAND,
) -> Contract:
    """Put a contract of an ente in the register; tenders call it when they close.

    Refuses others, a CIG that the ente has already, an end before the start.
    """
    contract = Contract(ente=ente, sua=sua, origin=origin, created_at=now, **fields)
    actor.require(RupPermission.CHANGE_CONTRACT, contract)
    _refuse_wrong(contract)
    contract.save(force_insert=True)
    _record("registered", _("Contratto registrato."), contract, actor, now)
    return contract


@transaction.atomic
def change_contract(
    *, contract: Contract, fields: Mapping[str, Any], actor: Actor, now: datetime
) -> Contract:
    """Correct a contract. Refuses others, and what `register_contract` refuses."""
    actor.require(RupPermission.CHANGE_CONTRACT, contract)
    contract = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    for name, value in fields.items():
        setattr(contract, name, value)
    _refuse_wrong(contract)
    contract.save(update_fields=[*fields])
    _record("changed", _("Contratto modificato."), contract, actor, now)
    return contract


def _refuse_wrong(contract: Contract) -> None:
    if contract.ends_on < contract.starts_on:
        raise Refusal(
            _("La scadenza viene prima della decorrenza: correggi una delle due."),
            code="ends_before",
        )
    twins = Contract.objects.filter(ente=contract.ente_id, cig=contract.cig).exclude(pk=contract.pk)
    if contract.cig and twins.exists():
        raise Refusal(
            _("Il CIG %(cig)s è già nel registro di questo ente: correggi quel contratto.")
            % {"cig": contract.cig},
            code="cig_is_there",
        )


@transaction.atomic
def plan_purchase(
    *, ente: Ente, sua: Ente, fields: Mapping[str, Any], actor: Actor, now: datetime
) -> ProgrammeRow:
    """Put a row of an ente's programme. Refuses others, and a CUI that is there in that year."""
    row = ProgrammeRow(ente=ente, sua=sua, created_at=now, **fields)
    actor.require(RupPermission.CHANGE_CONTRACT, row)
    if ProgrammeRow.objects.filter(ente=ente, cui=row.cui, year=row.year).exists():
        raise Refusal(
            _("Il CUI %(cui)s è già nel programma del %(year)d.")
            % {"cui": row.cui, "year": row.year},
            code="cui_is_there",
        )
    row.save(force_insert=True)
    trail.record(
        "sua.programme.planned", _("Riga di programmazione inserita."), subject=row, actor=actor,
        now=now,
    )  # fmt: skip
    announce("sua.programme.planned", subject=row, actor=actor)
    return row


def _record(event: str, sentence: str, row: Contract, actor: Actor, now: datetime) -> None:
    trail.record(f"sua.contract.{event}", sentence, subject=row, actor=actor, now=now)
    announce(f"sua.contract.{event}", subject=row, actor=actor)
