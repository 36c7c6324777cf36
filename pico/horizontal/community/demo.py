"""A believable life of the Community, made by calling actions only."""

from datetime import datetime


def furnish(now: datetime) -> None:
    """Furnish what each noun brings."""
