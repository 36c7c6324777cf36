"""What follows a load: who is who, and what is counted from the tables."""

from datetime import datetime

from django.db import transaction

from ..queries.lake import the_lake
from ..rules.marts import building
from .following import ask_to_follow
from .linking import note_counted, publish_decisions
from .matching import match_bodies


def refresh(*, now: datetime) -> None:
    """Bring all that is made of the clean tables up to date."""
    match_bodies(now=now)
    publish_decisions(now=now)
    building.publish(the_lake())
    note_counted(before=now)
    with transaction.atomic():
        ask_to_follow()
