"""The rows of a process: steps, what they ask for, what they leave behind. No database here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from .terms import MISSING, STAY

Condition = Callable[[Any], str | None]  # the reason for saying no, or nothing
Effect = Callable[[Any, "Moved"], Iterable[str] | None]  # the fields it set on the record


@dataclass(frozen=True, slots=True)
class Need:
    """A value given with a step that is no field of the record, or that needs its own control.

    `field` makes the form field for a record; without it a text of many lines is asked for. What is
    not a field of the record is kept in the trail when `is_told`, and given to the effects always.
    """

    name: str
    label: str
    help: str = ""
    field: Callable[[Any], forms.Field] | None = None
    is_required: bool = True
    is_told: bool = True


REASON = Need("reason", _("Motivo"), _("Lo legge chi segue la pratica."))


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table: from `sources` to `target`, for who holds `permission`.

    `conditions` return a sentence when they say no; `requires` names fields of the record, or
    `Need`s; `effects` are called in the transaction, after the state. `confirm` is the sentence asked
    before a step that costs; `tone` is a Bootstrap colour («primary», «danger»). `by_system`: made
    by the clock or by other steps, never by a button; `is_automatic`: made by `actions.advance` as
    soon as its conditions hold.
    """

    name: str
    label: str
    sources: tuple[str, ...]
    target: str
    permission: str
    conditions: tuple[Condition, ...] = ()
    requires: tuple[str | Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    is_bulk: bool = False
    confirm: str = ""
    tone: str = ""
    by_system: bool = False
    is_automatic: bool = False

    def target_from(self, source: str) -> str:
        return source if self.target == STAY else self.target

    def obstacles(self, record) -> list[tuple[str, str]]:
        """Return why the step cannot be made now: name of the condition, sentence."""
        asked = ((check.__name__, check(record)) for check in self.conditions)
        return [(name, str(reason)) for name, reason in asked if reason]

    @property
    def needs(self) -> tuple[str, ...]:
        """The names of what is asked with the step."""
        return tuple(one if isinstance(one, str) else one.name for one in self.requires)


@dataclass(frozen=True, slots=True)
class Table:
    """The steps of one version of a process."""

    version: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that may be tried now; `reason` says why it would be refused, if it would."""

    step: Step
    reason: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_possible(self) -> bool:
        return not self.reason


@dataclass(slots=True)
class Moved:
    """What a step did: `fields` are the fields of the record to save, `given` what came with it."""

    record: Any
    step: Step
    source: str
    target: str
    actor: Actor
    now: datetime
    fields: list[str] = field(default_factory=list)
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def has_changed(self) -> bool:
        return self.source != self.target


class MissingFields(Refusal):
    """Fields that a step asks for were left empty: `errors` has a sentence for each."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        first = next(iter(self.errors))
        super().__init__(" ".join(self.errors.values()), code=f"{MISSING}{first}")


def is_empty(value: Any) -> bool:
    """Say whether a value counts as not given: nothing, blanks, an empty list; zero and no count."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (hasattr(value, "__len__") and len(value) == 0)
