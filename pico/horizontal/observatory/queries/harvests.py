"""What is fetched by the clock, and what could be."""

from django.db.models import QuerySet

from pico.core.access.actor import Actor

from ..models import HarvestSource
from ..permissions import LakePermission
from ..rules.sources import SOURCES
from ..rules.sources.shape import Source


def visible_harvests(actor: Actor) -> QuerySet[HarvestSource]:
    """Return every address, for who keeps the data."""
    if not actor.can(LakePermission.SEE_LOADS):
        return HarvestSource.objects.none()
    return HarvestSource.objects.all()


def not_fetched() -> list[Source]:
    """Return the datasets whose address is known and that nobody fetches by the clock."""
    taken = set(HarvestSource.objects.values_list("dataset", flat=True))
    return [one for one in SOURCES.values() if one.download and one.key not in taken]
