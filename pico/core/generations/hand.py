"""What stands still is made once per process, and given out as long as its generation is the same.

Three questions are answered here for whoever keeps something:

- who may see it: the key says all that the value depends on;
- when is it thrown away: at the first request after a row of its family was written, in any process,
  because the sums of the families are read anew by each request, before anything that is kept;
- what if a row was written past the door of this program: `UPPER_AGE` later.

Only a request that reads keeps: what a form shows and saves is always read for it alone.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.conf import settings

from . import queries

KEPT = 8192
UPPER_AGE = 60  # seconds
READING = ("GET", "HEAD")


@dataclass(slots=True)
class _Hand:
    """The request in hand: the sums as it found them, and whether it wrote nothing since."""

    sums: dict[str, int] | None = None
    is_clean: bool = True


@dataclass(frozen=True, slots=True)
class _Kept:
    generation: int
    until: float
    value: Any


_in_hand: ContextVar[_Hand | None] = ContextVar("request_in_hand", default=None)
_store: dict[Hashable, _Kept] = {}


def take_in_hand(get_response):
    """First of all middleware: from here on, what stands still is asked for once."""

    def middleware(request):
        if request.method not in READING or not settings.KEEPS_IN_MEMORY:
            return get_response(request)
        token = _in_hand.set(_Hand())
        try:
            return get_response(request)
        finally:
            _in_hand.reset(token)

    return middleware


def sums() -> dict[str, int]:
    """The generations as this request found them; outside of one, as they are now."""
    held = _in_hand.get()
    if held is None:
        return queries.sums()
    if held.sums is None:
        held.sums = queries.sums()
    return held.sums


def keeps() -> bool:
    """Whether what this request reads is kept."""
    held = _in_hand.get()
    return held is not None and held.is_clean


def kept(family: str, key: Hashable, make: Callable[[], Any]) -> Any:
    """Return what was made under this key since the family last changed, or make it.

    The value is given to many: it must not be changed (a tuple, a frozen dataclass, rows as they were
    read). The key says all that it depends on, the reader and his language too if they matter.
    """
    held = _in_hand.get()
    if held is None or not held.is_clean:
        return make()
    generation = sums().get(family, 0)
    found = _store.get((family, key))
    if found is None or found.generation != generation or found.until < monotonic():
        found = _Kept(generation, monotonic() + UPPER_AGE, make())
        # Making it may have written: what only this transaction sees is nobody else's.
        if held.is_clean:
            _put((family, key), found)
    return found.value


def _put(key: Hashable, value: _Kept) -> None:
    if len(_store) >= KEPT:
        _store.clear()
    _store[key] = value


def let_go() -> None:
    """The request in hand writes: what it reads from now on may be undone, and is kept for nobody."""
    held = _in_hand.get()
    if held is not None:
        held.is_clean = False


def forget() -> None:
    """Throw everything away: a test begins."""
    _store.clear()
