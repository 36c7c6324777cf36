"""What a person holds in an ente, that somebody must take over when he leaves.

A room or module adds its source with `holdings.register("dotted.path.SOURCE")` when it starts.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.module_loading import import_string

from pico.core.access.actor import Actor
from pico.core.people.models import Membership


@dataclass(frozen=True, slots=True)
class Held:
    """One thing held: its words and, if it has one, its page."""

    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class HoldingSource:
    """How a room lists what a member holds and gives it to a colleague; `hand_over` returns how many."""

    key: str
    label: str | Promise
    held: Callable[[Membership], Iterable[Held]]
    hand_over: Callable[[Membership, Membership, Actor, datetime], int]


_sources: list[str] = [
    "pico.core.adhesion.actions.handing.INVITATIONS",
    "pico.core.adhesion.actions.handing.TASKS",
    "pico.core.adhesion.actions.handing.FILES",
]


def register(path: str) -> None:
    if path not in _sources:
        _sources.append(path)


def sources() -> list[HoldingSource]:
    return [import_string(path) for path in _sources]


def held_by(membership: Membership) -> list[tuple[HoldingSource, list[Held]]]:
    """Return what a member holds, source by source, without the empty ones."""
    found = ((source, list(source.held(membership))) for source in sources())
    return [(source, held) for source, held in found if held]
