"""A believable life of the Community, made by calling actions only."""

from datetime import datetime

from .documents import furnish_documents
from .forum import furnish_forum
from .networks import furnish_networks
from .surveys import furnish_surveys
from .writings import furnish_writings


def furnish(now: datetime) -> None:
    """Furnish what is not there yet; run again, it adds nothing."""
    furnish_documents(now)
    furnish_networks(now)
    furnish_forum(now)
    furnish_writings(now)
    furnish_surveys(now)
