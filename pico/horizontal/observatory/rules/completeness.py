"""How complete data are, and who put right most: arithmetic alone."""

from collections.abc import Mapping
from dataclasses import dataclass

Counts = Mapping[str, tuple[int, int]]  # fault → records to fix, records looked at


def share(to_fix: int, looked_at: int) -> float | None:
    """Return the percent of records that are in order; none where there are none."""
    return 100 * (looked_at - to_fix) / looked_at if looked_at else None


def whole(counts: Counts) -> float | None:
    """Return the completeness of all checks together: each weighs as the records it looks at."""
    return share(
        sum(to_fix for to_fix, _looked_at in counts.values()),
        sum(looked_at for _to_fix, looked_at in counts.values()),
    )


@dataclass(frozen=True, slots=True)
class Improvement:
    """A body with fewer records to fix than before; both shares in percent."""

    ente_id: int
    fixed: int
    before: float | None
    now: float | None


def improvements(before: Mapping[int, Counts], now: Mapping[int, Counts]) -> list[Improvement]:
    """Return who has fewer records to fix than before, the most thanked first.

    A body that was not there before, or has none of its records any more, is not among them.
    """
    found = []
    for ente, counts in now.items():
        was = before.get(ente)
        if was is None:
            continue
        fixed = sum(was[fault][0] - counts[fault][0] for fault in counts if fault in was)
        if fixed > 0 and whole(counts) is not None:
            found.append(Improvement(ente, fixed, whole(was), whole(counts)))
    return sorted(found, key=lambda one: (-one.fixed, -(one.now or 0), one.ente_id))
