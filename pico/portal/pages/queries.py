"""What a site shows: always from the register of placements, limited to what the actor may read."""

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.utils import timezone

from pico.core.enti.models import Space
from pico.portal.sites.tongues import language_served

from .models import IndexPage, Placement

PAGE_SIZE = 12


def shown(space: Space, actor, *, now=None) -> QuerySet[Placement]:
    """The contents of a site that the actor may read, the last first; what is over is not there.

    In the language of the page being served: an English list shows what was translated.
    """
    now = now or timezone.now()
    return (
        Placement.objects.filter(space=space, is_hidden=False, shown_on__lte=now)
        .filter(language=language_served())
        .filter(Q(ends_on=None) | Q(ends_on__gt=now))
        .visible_to(actor)
        .select_related("page__image", "page__content_type", "origin")
        .prefetch_related("page__topics", "page__image__renditions")
    )


def listing(space: Space, actor, index: IndexPage, *, page="1"):
    """One page of what an index shows."""
    found = shown(space, actor).filter(kind=index.lists)
    return Paginator(found, PAGE_SIZE).get_page(page)
