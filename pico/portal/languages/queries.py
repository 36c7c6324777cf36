"""What of a site is translated."""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from pico.core.enti.models import Space
from pico.portal.pages.models import ContentPage
from pico.portal.sites.addresses import MAIN_LANGUAGE
from pico.portal.sites.queries import site_of
from pico.portal.sites.tongues import ENGLISH


def english_home(space: Space) -> Page | None:
    """The home of the English tree of a site."""
    site = site_of(space)
    if site is None:
        return None
    home = site.site.root_page
    return Page.objects.filter(
        translation_key=home.translation_key, locale__language_code=ENGLISH
    ).first()


def contents(space: Space) -> QuerySet[ContentPage]:
    """The published Italian contents of a site; `english_id`, `is_live`, `is_late` say of their English.

    Late: the Italian was published again after the English.
    """
    site = site_of(space)
    if site is None:
        return ContentPage.objects.none()
    english = Page.objects.filter(
        translation_key=OuterRef("translation_key"), locale__language_code=ENGLISH
    )
    rows = ContentPage.objects.descendant_of(site.site.root_page).filter(
        locale__language_code=MAIN_LANGUAGE, live=True
    )
    return rows.annotate(
        english_id=Subquery(english.values("pk")[:1]),
        is_live=Exists(english.filter(live=True)),
        english_published_at=Subquery(english.values("last_published_at")[:1]),
        is_late=Exists(
            english.filter(live=True, last_published_at__lt=OuterRef("last_published_at"))
        ),
    )


MISSING, DRAFT, LATE, DONE = "missing", "draft", "late", "done"
STATES = {
    MISSING: Q(english_id=None),
    DRAFT: Q(english_id__isnull=False, is_live=False),
    LATE: Q(is_late=True),
    DONE: Q(is_live=True, is_late=False),
}
