"""Conditions over tracks and sub-processes: a parent waits for what its children have come to."""

from collections.abc import Callable, Iterable
from typing import Any

from .tables import Condition


def _states(record: Any, related: str) -> list[str]:
    """The states of the children; read from what was prefetched, if it was."""
    return [child.state for child in getattr(record, related).all()]


def _named(name: str, says_no: Callable[[Any], bool], sentence: str) -> Condition:
    def condition(record) -> str | None:
        return str(sentence) if says_no(record) else None

    condition.__name__ = name
    return condition


def all_tracks(
    related: str, states: Iterable[str], sentence: str, *, name: str = "all_tracks"
) -> Condition:
    """Every track is in one of the states; a record without tracks does not pass."""
    wanted = frozenset(map(str, states))

    def says_no(record) -> bool:
        found = _states(record, related)
        return not found or not wanted.issuperset(found)

    return _named(name, says_no, sentence)


def some_tracks(
    related: str,
    states: Iterable[str],
    sentence: str,
    *,
    at_least: int = 1,
    name: str = "some_tracks",
) -> Condition:
    """At least so many tracks are in one of the states."""
    wanted = frozenset(map(str, states))
    return _named(
        name,
        lambda record: sum(s in wanted for s in _states(record, related)) < at_least,
        sentence,
    )


def no_track(
    related: str, states: Iterable[str], sentence: str, *, name: str = "no_track"
) -> Condition:
    """No track is in any of the states."""
    wanted = frozenset(map(str, states))
    return _named(name, lambda record: not wanted.isdisjoint(_states(record, related)), sentence)


def follows(
    relation: str, states: Iterable[str], sentence: str, *, name: str = "follows"
) -> Condition:
    """The one record at the other end (a parent, a sub-process) is there, in one of the states."""
    wanted = frozenset(map(str, states))

    def says_no(record) -> bool:
        other = getattr(record, relation, None)
        return other is None or other.state not in wanted

    return _named(name, says_no, sentence)
