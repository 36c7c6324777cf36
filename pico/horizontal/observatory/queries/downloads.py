"""What is fetched by the clock, and what could be."""

from django.db.models import QuerySet

from pico.core.access.actor import Actor

from ..models import ScheduledDownload
from ..permissions import LakePermission
from ..rules.sources import SOURCES
from ..rules.sources.shape import Source


def visible_downloads(actor: Actor) -> QuerySet[ScheduledDownload]:
    """Return every address, for who keeps the data."""
    if not actor.can(LakePermission.SEE_LOADS):
        return ScheduledDownload.objects.none()
    return ScheduledDownload.objects.all()


def not_fetched() -> list[Source]:
    """Return the datasets whose address is known and that nobody fetches by the clock."""
    taken = set(ScheduledDownload.objects.values_list("dataset", flat=True))
    return [one for one in SOURCES.values() if one.download and one.key not in taken]
