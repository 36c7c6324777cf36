"""The files a person keeps for an ente, as the hand-over of who leaves sees them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.people.models import Membership

from . import actions, queries


@dataclass(frozen=True, slots=True)
class Held:
    label: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """The shape that the hand-over asks of a source; the room that asks stands above this one."""

    key: str
    label: str | Promise
    held: Callable[[Membership], Iterable[Held]]
    hand_over: Callable[[Membership, Membership, Actor, datetime], int]


def held(membership: Membership) -> list[Held]:
    files = queries.held_by(membership.person, membership.ente)
    return [Held(file.title, file.get_absolute_url()) for file in files]


def hand_over(membership: Membership, successor: Membership, actor: Actor, now: datetime) -> int:
    """Give each file to the colleague; return how many."""
    files = list(queries.held_by(membership.person, membership.ente))
    for file in files:
        actions.hand_over(file=file, to_person=successor.person, actor=actor, now=now)
    return len(files)


SOURCE = Holding(key="files", label=_("file"), held=held, hand_over=hand_over)
