"""What tells whether a page that was drawn may still be given out."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from django.core.cache import caches
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.translation import get_language

from pico.core.generations import hand
from pico.portal.pages.models import Occurrence, Placement

from .terms import SITES, UPPER_AGE


def generations() -> dict[str, int]:
    """How many times what public pages are made of has changed, by family, as this request found it."""
    return hand.sums()


def generation(family: str = SITES, sums: dict[str, int] | None = None) -> tuple[int, int]:
    """The sum that the pages of the sites depend on, and that of the family a page belongs to."""
    sums = generations() if sums is None else sums
    return sums.get(SITES, 0), sums.get(family, 0) if family != SITES else 0


def kept(request, what: str, make: Callable[[], Any]) -> Any:
    """What all who hold the same levels read alike, made once until what public pages show changes.

    Nothing of a person may be in it. A visitor's whole page is kept (`middleware`), so his parts are
    not; a preview is always made. Host and prefix are in the key: addresses are written as this
    reader will follow them.
    """
    if not request.actor.is_known or getattr(request, "is_preview", False):
        return make()
    store, parts = (
        caches["pages"],
        (
            *(
                what,
                _generation_of(request),
                request.space.pk,
                request.get_host(),
                get_script_prefix(),
            ),
            *(get_language(), *sorted(request.actor.scopes)),
        ),
    )
    key = blake2b(repr(parts).encode(), digest_size=20).hexdigest()
    found = store.get(key)
    if found is None:
        now = timezone.now()
        left = (good_until(request.space.pk, now) - now).total_seconds()
        found = make()
        store.set(key, found, max(1, left))
    return found


def _generation_of(request) -> tuple[int, int]:
    """Read once, before anything is made: what changes meanwhile is made again next time."""
    if not hasattr(request, "generation"):
        request.generation = generation()
    return request.generation


def good_until(space_id: int, now: datetime) -> datetime:
    """The first moment at which a page of this space may read otherwise though nobody writes.

    A content that appears or leaves by its own date, an event that is over, midnight in Italy, or the upper age.
    """
    local = timezone.localtime(now)
    midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    placements = Placement.objects.filter(space=space_id, is_hidden=False)
    comes = placements.filter(shown_on__gt=now).order_by("shown_on")
    goes = placements.filter(ends_on__gt=now).order_by("ends_on")
    over = Occurrence.objects.filter(page__placements__in=placements, ends_at__gt=now)
    dates = (
        over.order_by("ends_at").values_list("ends_at", flat=True).first(),
        comes.values_list("shown_on", flat=True).first(),
        goes.values_list("ends_on", flat=True).first(),
    )
    return min(filter(None, (*dates, midnight, now + timedelta(seconds=UPPER_AGE))))
