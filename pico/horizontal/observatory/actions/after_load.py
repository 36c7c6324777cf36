"""What follows a load: who is who, and what is counted from the tables."""

from datetime import datetime

from .matching import match_bodies


def refresh(*, now: datetime) -> None:
    """Bring all that is made of the clean tables up to date."""
    match_bodies(now=now)
