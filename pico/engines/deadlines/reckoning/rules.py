"""A term as a rule with its source, and the facts of one case."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from ..terms import LONGEST_COUNT, ON_THE_CLOCK, AlertTo, Roll


@dataclass(frozen=True, slots=True)
class Alert:
    """A rung of the ladder: at a share of the term (`percent`), or so many days from its end.

    `days` is negative before the end, 0 on the day itself, positive after. With `task` the
    responsible finds it among what waits for him, not only among the news.
    """

    percent: int = 0
    days: int = 0
    to: str = AlertTo.RESPONSIBLE
    task: bool = False

    @property
    def key(self) -> str:
        return f"{self.percent}%" if self.percent else f"{self.days:+d}"


BEFORE_AND_AFTER = (Alert(days=-7), Alert(days=-1, task=True), Alert(days=1))


@dataclass(frozen=True, slots=True)
class Rule:
    """So much time from an event, with the law article or the agreement that says so.

    The day of the event is not counted (art. 155 c.p.c., 2963 c.c.) unless `counts_first_day`;
    `clear_days` («giorni liberi») leaves the last one out too. A term counted back («almeno 10
    giorni prima») is `backwards`: it moves to an earlier day, not to a later one.
    """

    key: str
    label: str
    source: str
    unit: str
    count: int
    starts_from: str = ""
    roll: str = Roll.WORKING
    backwards: bool = False
    counts_first_day: bool = False
    clear_days: bool = False
    local_holidays: bool = True
    alerts: tuple[Alert, ...] = field(default=BEFORE_AND_AFTER)

    def __post_init__(self) -> None:
        if not 0 < self.count <= LONGEST_COUNT:
            raise ValueError("A term counts something.")
        if self.backwards and self.is_on_the_clock:
            raise ValueError("Only days are counted back.")

    @property
    def is_on_the_clock(self) -> bool:
        """Counted in hours or minutes: it ends at a moment, not with a day."""
        return self.unit in ON_THE_CLOCK

    def as_dict(self) -> dict[str, Any]:
        """Return it as it is kept with the terms that follow it."""
        values = asdict(self)
        texts = {name: str(values[name]) for name in ("label", "source", "starts_from")}
        return {**values, **texts, "alerts": [asdict(alert) for alert in self.alerts]}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Self:
        alerts = tuple(Alert(**alert) for alert in values["alerts"])
        return cls(**{**values, "alerts": alerts})


@dataclass(frozen=True, slots=True)
class Suspension:
    """The term stands still; days: the first one in, the day it goes on again out. Open without end."""

    since: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, added at the end."""

    count: int
    unit: str
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interruption:
    """The whole term begins anew; what was granted before it is lost."""

    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What happened in one case: when it started and what came after. Aware moments."""

    start: datetime
    suspensions: tuple[Suspension, ...] = ()
    extensions: tuple[Extension, ...] = ()
    interruptions: tuple[Interruption, ...] = ()
