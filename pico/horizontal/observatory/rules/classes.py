"""Classes of a map: at most five, by quantiles, each with its two ends."""

from bisect import bisect_right

MOST = 5


def classes(values: list[float], most: int = MOST) -> list[tuple[float, float]]:
    """Return the ends of each class, from the lowest: both ends are values that occur.

    Equal values are never parted; fewer values than classes give fewer classes.
    """
    ordered = sorted(values)
    if not ordered:
        return []
    starts = sorted({ordered[len(ordered) * number // most] for number in range(most)})
    found = []
    for number, low in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else None
        inside = [one for one in ordered if one >= low and (following is None or one < following)]
        found.append((low, inside[-1]))
    return found


def class_of(value: float, among: list[tuple[float, float]]) -> int:
    """Return the place of the class that holds a value."""
    return max(0, bisect_right([low for low, _high in among], value) - 1)
