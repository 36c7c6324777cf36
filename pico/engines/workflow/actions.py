"""Steps made as they stand in the table, many at once, by themselves; records brought to a new version."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import SYSTEM, Actor
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal

from . import queries
from .flows import Workflow
from .models import Flowing
from .tables import Moved
from .terms import NOT_PERMITTED, WRONG_STATE


@transaction.atomic
def make_step(
    *,
    record: Flowing,
    name: str,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
    **fields: Any,
) -> Moved:
    """Make a step that needs nothing but its row of the table: lock, move, save.

    A step with more to do has an action of its own, which calls `flow.move` on the locked row.
    """
    record = queries.locked(record)
    moved = record.flow.move(record, name, actor=actor, now=now, seen=seen, **fields)
    record.save(update_fields=moved.fields)
    return moved


Act = Callable[..., Any]  # record, name, actor, now, and the fields of the step


@dataclass(frozen=True, slots=True)
class Bulk:
    """What became of many records: those that moved, and those that did not, each with its reason."""

    moved: list[Flowing] = field(default_factory=list)
    refused: list[tuple[Flowing, str]] = field(default_factory=list)


def move_all(
    *,
    records: Iterable[Flowing],
    name: str,
    actor: Actor,
    now: datetime,
    act: Act = make_step,
    **fields: Any,
) -> Bulk:
    """Make one step on many records, each in a transaction of its own: who is refused stops nobody.

    `act` is the module's own action for the step, called as `make_step` is. A step that the table does
    not open to many at once is a ValueError.
    """
    done = Bulk()
    for record in sorted(records, key=lambda one: one.pk):
        if not record.flow.step(name, record.flow_version).is_bulk:
            raise ValueError(f"Step {name} of {record.flow_key} is made on one record at a time.")
        try:
            with transaction.atomic():
                act(record=record, name=name, actor=actor, now=now, **fields)
        except Refusal as refusal:
            done.refused.append((record, refusal.message))
        else:
            done.moved.append(record)
    return done


@transaction.atomic
def advance(*, record: Flowing, now: datetime, actor: Actor = SYSTEM) -> list[Moved]:
    """Make the automatic steps whose conditions hold, one after the other, until none does.

    Called after a track or a sub-process moved, with its parent. A walk never comes twice through the
    same state, so that two automatic steps cannot chase each other.
    """
    record = queries.locked(record)
    made: list[Moved] = []
    met = {record.state}
    while (step := _next_automatic(record)) and step.target_from(record.state) not in met:
        moved = record.flow.move(record, step.name, actor=actor, now=now)
        record.save(update_fields=moved.fields)
        met.add(record.state)
        made.append(moved)
    return made


def _next_automatic(record: Flowing):
    steps = record.flow.steps_of(record.flow_version)
    return next(
        (
            step
            for step in steps
            if step.is_automatic and record.state in step.sources and not step.obstacles(record)
        ),
        None,
    )


@transaction.atomic
def upgrade(*, record: Flowing, version: int, actor: Actor, now: datetime) -> None:
    """Bring a running record to another version, by the map its process gives.

    Refuses where there is no map, and a state that the map does not name.
    """
    if not actor.is_system:
        raise Refusal(
            _("Il passaggio a una nuova versione del processo lo fa chi gestisce la piattaforma."),
            code=NOT_PERMITTED,
        )
    record = queries.locked(record)
    flow, before, source = record.flow, record.flow_version, record.state
    states = flow.upgrades.get((before, version))
    if states is None or source not in states:
        raise Refusal(
            _(
                "Dallo stato «%(state)s» non c'è un passaggio alla versione %(version)d del "
                "processo: la pratica prosegue con la sua."
            )
            % {"state": flow.label(source), "version": version},
            code=WRONG_STATE,
        )
    record.state, record.flow_version = str(states[source]), version
    record.revision += 1
    record.save(update_fields=["state", "flow_version", "revision"])
    trail.record(
        f"{flow.key}.upgraded",
        _("La pratica segue la versione %(version)d del processo.") % {"version": version},
        subject=record,
        actor=actor,
        now=now,
        changes=_changed(flow, source, record.state),
    )


def _changed(flow: Workflow, before: str, after: str) -> Mapping[str, list[str]]:
    return {} if before == after else {_("Stato"): [flow.label(before), flow.label(after)]}
