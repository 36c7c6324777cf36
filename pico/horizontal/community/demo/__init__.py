"""A believable life of the Community, made by calling actions only."""

from datetime import datetime

from .forum import furnish_forum
from .writings import furnish_writings


def furnish(now: datetime) -> None:
    """Furnish what is not there yet; run again, it adds nothing."""
    furnish_forum(now)
    furnish_writings(now)
