"""What a room gives to the search: which objects, and how each of them is found and shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One object as the search knows it: `scope` is the key that says who may find it.

    `module` is the key of a manifest, `kind` the Italian noun shown on the result («Ente»), `url` an
    address inside a space, without the space's prefix, or a whole one; `codes` are identifiers that find
    exactly it, `topics` the names of the voices it is filed under.
    """

    title: str
    body: str
    url: str
    scope: str
    module: str
    kind: str
    ente_id: int | None = None
    at: datetime | None = None
    codes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The objects of one model: `select` gives them all, `entry` is None for what must not be found."""

    model: type
    select: Callable[[], Any]
    entry: Callable[[Any], Entry | None]
