"""Where a page answers: under the path of a space, whatever space the request in hand is in."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.urls import get_script_prefix, reverse, set_script_prefix

from .models import Space

_IN_HAND: ContextVar[Space | None] = ContextVar("space_in_hand", default=None)


def space_in_hand() -> Space | None:
    """The space of the request in hand; none in a job."""
    return _IN_HAND.get()


@contextmanager
def standing_in(space: Space, prefix: str) -> Iterator[None]:
    """Answer a request in a space: addresses are written under `prefix`, empty on its own host."""
    with _standing(space, f"{get_script_prefix().rstrip('/')}{prefix}/"):
        yield


@contextmanager
def outside() -> Iterator[None]:
    """Write addresses that are kept: as a job does, in no space, under the root of the common host."""
    with _standing(None, "/"):
        yield


@contextmanager
def _standing(space: Space | None, prefix: str) -> Iterator[None]:
    before, token = get_script_prefix(), _IN_HAND.set(space)
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_script_prefix(before)
        _IN_HAND.reset(token)


def path_in(space: Space | None, view: str, *args) -> str:
    """The path of a view as seen in a space, whatever space the request in hand is in."""
    inside = reverse(view, args=args).removeprefix(get_script_prefix().rstrip("/"))
    return f"{space.prefix if space else ''}{inside}"
