"""Reading records of a process: locked for a step, and the story of their steps."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import models
from django.utils.timesince import timesince

from pico.core.audit.models import AuditLine
from pico.core.audit.queries import lines_of

from .flows import Workflow
from .models import Flowing

Record = TypeVar("Record", bound=Flowing)


@dataclass(frozen=True, slots=True)
class Passage:
    """A step that was made; `lasted` is the time spent in the state it left."""

    at: datetime
    label: str
    source: str
    target: str
    state_label: str
    meaning: str
    sentence: str
    who: str
    lasted: timedelta | None = None

    @property
    def lasted_label(self) -> str:
        """The time in the state before, in words; nothing for the first step."""
        return timesince(self.at - self.lasted, self.at, depth=2) if self.lasted else ""


def locked(record: Record) -> Record:
    """The row as it is now, locked until the transaction ends."""
    return type(record)._base_manager.select_for_update(of=("self",)).get(pk=record.pk)


def fresh(record: Record) -> Record:
    """The row as it is now."""
    return type(record)._base_manager.get(pk=record.pk)


def passages(record: Flowing) -> list[Passage]:
    """The steps of a record that the caller has already decided to show, oldest first, in one query."""
    lines = lines_of(record).filter(data__has_key="flow").order_by("position")
    told: list[Passage] = []
    before: dict[str, datetime] = {}
    for line in lines:
        told.append(_passage(record.flow, line, before.get("at")))
        before["at"] = line.at
    return told


def _passage(flow: Workflow, line: AuditLine, entered: datetime | None) -> Passage:
    moved = line.data["flow"]
    step = flow.find(moved["step"], moved["version"]) if moved["version"] else None
    target = moved["target"]
    return Passage(
        at=line.at,
        label=str(step.label) if step else moved["step"],
        source=moved["source"],
        target=target,
        state_label=flow.label(target),
        meaning=flow.meaning(target),
        sentence=line.sentence,
        who=f"{line.person_name}, {line.ente_name}" if line.ente_name else line.person_name,
        lasted=line.at - entered if entered else None,
    )


def running(model: type[Record], version: int) -> models.QuerySet[Record]:
    """The records that still follow a version."""
    return model._base_manager.filter(flow_version=version)
