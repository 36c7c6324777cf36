"""What a source says of one ente, ready to be compared with the registry."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Run:
    """A code, name or territory held from a day to a day; None is «always» and «still»."""

    value: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(slots=True)
class Record:
    """`keys` are tried in order to find the ente; `values` are the source's own and overwrite;
    `fresh` only fills what is blank. `codes` are (scheme, run) of yesterday.
    """

    keys: tuple[tuple[str, str], ...]
    values: dict[str, object]
    fresh: dict[str, object] = field(default_factory=dict)
    codes: list[tuple[str, Run]] = field(default_factory=list)
    territories: list[Run] = field(default_factory=list)
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be used, and why."""

    name: str
    code: str
    reason: str
