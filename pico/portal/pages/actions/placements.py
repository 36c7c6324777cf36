"""Where a content stands: its own site, and those it is shared with."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from pico.core.enti.models import Space
from pico.core.search.actions import refresh_subject
from pico.portal.sites.queries import space_of_page

from ..models import ContentPage, NewsPage, Occurrence, Placement, ReleaseNumber
from ..terms import NewsKind


@transaction.atomic
def place(*, page: ContentPage, now: datetime) -> Placement | None:
    """Put a published content on its own site, with what lists need to know of it."""
    space = space_of_page(page)
    if space is None:
        return None
    placement, _is_new = Placement.objects.update_or_create(
        page_id=page.pk,
        space=space,
        defaults={
            "is_origin": True,
            "kind": page.kind,
            "language": page.locale.language_code,
            "scope": page.scope,
            "is_featured": page.is_featured,
            "shown_on": page.published_on or now,
            "ends_on": page.expire_at,
        },
    )
    write_occurrences(page=page)
    if isinstance(page, NewsPage) and page.news_kind == NewsKind.PRESS_RELEASE:
        give_number(page=page, space=space, now=now)
    return placement


def find(*, page: ContentPage, now: datetime) -> None:
    """Have the search find a content as it is now, or no longer; as often as one likes."""
    refresh_subject(subject_type=ContentPage._meta.label_lower, subject_id=str(page.pk), now=now)


@transaction.atomic
def withdraw(*, page: ContentPage) -> None:
    """Take a content off every site."""
    Placement.objects.filter(page_id=page.pk).delete()
    Occurrence.objects.filter(page_id=page.pk).delete()


@transaction.atomic
def write_occurrences(*, page: ContentPage) -> None:
    """Write down when a content takes place, one row a moment."""
    Occurrence.objects.filter(page_id=page.pk).delete()
    Occurrence.objects.bulk_create(
        Occurrence(page_id=page.pk, starts_at=starts_at, ends_at=ends_at)
        for starts_at, ends_at in page.moments()
    )


@transaction.atomic
def give_number(*, page: NewsPage, space: Space, now: datetime) -> ReleaseNumber:
    """Give a press release the next number of its site in the year; the first one given stays."""
    if found := ReleaseNumber.objects.filter(page_id=page.pk).first():
        return found
    Space.objects.select_for_update().get(pk=space.pk)
    year = timezone.localtime(page.published_on or now).year
    of_year = ReleaseNumber.objects.filter(space=space, year=year)
    last = of_year.aggregate(last=Max("number"))["last"] or 0
    return ReleaseNumber.objects.create(page_id=page.pk, space=space, year=year, number=last + 1)
