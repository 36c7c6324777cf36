"""What a digest says: what waits, what is new by module and place, what modules add; a page at most."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.module_loading import import_string

from pico.core.access.actor import Actor
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from . import kinds
from .models import Notice
from .terms import LONGEST_DIGEST, MOST_ADDED, Cadence, NoticeLevel

Subject = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that is no notice and still concerns the reader; `url` is a path of the platform."""

    title: str
    url: str
    note: str = ""


@dataclass(slots=True)
class Gathered:
    """What a module says of a digest.

    `places` tells where an object stands (a category, a network); `gone` are the objects that this person
    may not read any more; `added` are groups of suggestions under a heading.
    """

    places: dict[Subject, str] = field(default_factory=dict)
    gone: set[Subject] = field(default_factory=set)
    added: list[tuple[str, list[Suggestion]]] = field(default_factory=list)


Source = Callable[[list[Actor], list[Subject], datetime, datetime], Gathered]

_sources: list[str] = []


def offer(source: str) -> None:
    """Have the function at this dotted path asked for each digest: `(actors, subjects, since, now)`.

    `actors` is the person in each of his enti, `subjects` what the notices speak of, `since` the moment
    of the digest before.
    """
    if source not in _sources:
        _sources.append(source)


@dataclass(slots=True)
class Entry:
    """One object: the newest notice of it, and how many others there are."""

    notice: Notice
    others: int = 0

    @property
    def level(self) -> int:
        return list(NoticeLevel.values).index(self.notice.level)


@dataclass(slots=True)
class Group:
    """The news of one module, by place: `places` are pairs of a name (or nothing) and entries."""

    label: str
    places: list[tuple[str, list[Entry]]]


@dataclass(slots=True)
class Digest:
    """`others` counts the objects that did not fit; `total` all of them."""

    groups: list[Group]
    added: list[tuple[str, list[Suggestion]]]
    total: int
    others: int


def compose(person: Person, notices: list[Notice], *, waiting: int, cadence: str, now: datetime):
    """Make the digest of these notices, newest first; `waiting` lines go before it, for the tasks."""
    actors = [
        actor_for(person, one) for one in working_memberships(person, today=timezone.localdate(now))
    ]
    entries = _by_object(notices)
    since = now - timedelta(days=7 if cadence == Cadence.WEEKLY else 1)
    found = _ask(actors, list(entries), since, now)
    kept = {key: entry for key, entry in entries.items() if key not in found.gone}
    added = _cut(found.added, MOST_ADDED)
    room = max(1, LONGEST_DIGEST - waiting - sum(len(lines) for _label, lines in added))
    nearest = sorted(
        kept.items(), key=lambda item: item[1].level
    )  # stable: newest first in a level
    return Digest(
        groups=_grouped(nearest[:room], found.places),
        added=added,
        total=len(kept),
        others=max(0, len(kept) - room),
    )


def _by_object(notices: Iterable[Notice]) -> dict[Subject, Entry]:
    """One entry for each object: the nearest level has the word, of several the newest."""
    entries: dict[Subject, Entry] = {}
    for notice in notices:
        key = (notice.subject_type, notice.subject_id)
        held = entries.setdefault(key, Entry(notice, -1))
        held.others += 1
        if Entry(notice).level < held.level:
            held.notice = notice
    return entries


def _ask(actors: list[Actor], subjects: list[Subject], since: datetime, now: datetime) -> Gathered:
    found = Gathered()
    if not actors:
        return found
    for path in _sources:
        said = import_string(path)(actors, subjects, since, now)
        found.places |= said.places
        found.gone |= said.gone
        found.added += said.added
    return found


def _grouped(entries: list[tuple[Subject, Entry]], places: dict[Subject, str]) -> list[Group]:
    """Modules in the order of their nearest entry, places in each likewise."""
    modules: dict[str, dict[str, list[Entry]]] = {}
    for key, entry in entries:
        label = kinds.room_of(entry.notice.kind)
        place = "" if entry.notice.is_reserved else places.get(key, "")
        modules.setdefault(label, {}).setdefault(place, []).append(entry)
    return [Group(label, list(inside.items())) for label, inside in modules.items()]


def _cut(added: list[tuple[str, list[Suggestion]]], most: int):
    """The first suggestions of each heading in turn, until there are enough."""
    left, found = most, []
    for label, lines in added:
        if shown := lines[: min(left, 2)]:
            found.append((label, shown))
            left -= len(shown)
    return found
