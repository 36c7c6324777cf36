"""The sources of a site, and what came of them."""

from django.db.models import Count, Max, Q, QuerySet

from pico.core.enti.models import Space

from .models import Entry, Harvest, Source


def sources(space: Space) -> QuerySet[Source]:
    """The feeds that a site reads, with how many entries they brought."""
    return Source.objects.filter(space=space).annotate(
        taken=Count("entries", filter=Q(entries__is_undone=False)), last=Max("harvests__at")
    )


def harvests(source: Source) -> QuerySet[Harvest]:
    return source.harvests.annotate(taken=Count("entries")).select_related("person")


def entries(harvest: Harvest) -> QuerySet[Entry]:
    return harvest.entries.select_related("page").order_by("pk")


def taken(source: Source, keys) -> set[str]:
    """Which of these entries were taken already, here or by another feed of the same site."""
    known = Entry.objects.filter(source__space=source.space_id, key__in=list(keys))
    return set(known.values_list("key", flat=True))


def on() -> QuerySet[Source]:
    """The sources that are read each hour."""
    return Source.objects.filter(is_on=True)
