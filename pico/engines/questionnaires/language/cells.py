"""Small cells are not shown, nor what they could be worked out from."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def hidden_cells(counts: Mapping[Key, int], threshold: int) -> set[Key]:
    """Return the cells to hide when the total is known: none, or at least two that make `threshold`.

    A cell of 1 to threshold − 1 persons is hidden; one alone could be subtracted from the total, so
    the next smallest follow until what is hidden is as many persons as the threshold, in two cells.
    """
    small = {key for key, count in counts.items() if 0 < count < threshold}
    if not small:
        return set()
    rest = sorted(
        (key for key, count in counts.items() if count >= threshold), key=lambda key: counts[key]
    )
    hidden = set(small)
    for key in rest:
        if len(hidden) >= 2 and sum(counts[one] for one in hidden) >= threshold:
            break
        hidden.add(key)
    if len(hidden) < 2 or sum(counts[one] for one in hidden) < threshold:
        return set(counts)
    return hidden
