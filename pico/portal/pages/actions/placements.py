"""Where a content stands: its own site, and those it is shared with."""

from datetime import datetime

from django.db import transaction

from pico.portal.sites.queries import space_of_page

from ..models import ContentPage, Placement


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
    return placement


@transaction.atomic
def withdraw(*, page: ContentPage) -> None:
    """Take a content off every site."""
    Placement.objects.filter(page_id=page.pk).delete()
