"""What is to be read again, and which links do not answer."""

from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet

from pico.core.enti.models import Space
from pico.core.modules import registry, settings
from pico.portal.pages.models import ContentPage, Placement

from .models import Care, Link, LinkUse
from .settings import FreshnessSettings
from .terms import FAILURES_BEFORE_TOLD, MONTHS_SETTING, SOON_DAYS


def settings_of(space: Space) -> FreshnessSettings:
    return settings.effective(space, registry.installed()["freshness"])


def months_for(space: Space, kind: str) -> int:
    """After how many months a content of this kind is read again on this site; zero: never."""
    name = MONTHS_SETTING.get(kind)
    return max(0, getattr(settings_of(space), name)) if name else 0


def on_site(space: Space) -> QuerySet[Care]:
    """Who keeps which published content of a site, the most urgent first."""
    own = Placement.objects.filter(space=space, is_origin=True).values("page")
    return (
        Care.objects.filter(page__in=own)
        .select_related("page", "owner", "deputy")
        .order_by(F("review_on").asc(nulls_last=True), "pk")
    )


def to_review(space: Space, today: date) -> QuerySet[Care]:
    """What is to be read again within a month, or should have been."""
    return on_site(space).filter(review_on__lte=today + timedelta(days=SOON_DAYS))


def due_by(last: date) -> QuerySet[Placement]:
    """Every published content that is to be read again by a day, on its own site."""
    return (
        Placement.objects.filter(is_origin=True, page__care__review_on__lte=last)
        .select_related("page__care__owner", "page__care__deputy", "space__ente")
        .order_by("page__care__review_on", "pk")
    )


def verified_on(page: ContentPage) -> date | None:
    """When somebody said that a content is still right."""
    return Care.objects.filter(page_id=page.pk).values_list("verified_on", flat=True).first()


# --- links --------------------------------------------------------------------------------------


def broken(space: Space) -> QuerySet[LinkUse]:
    """Where the contents of a site lead to what does not answer, after the second time."""
    return LinkUse.objects.filter(
        space=space, link__failures__gte=FAILURES_BEFORE_TOLD, page__live=True
    ).select_related("link", "page")


def links_of(space: Space) -> QuerySet[Link]:
    return Link.objects.filter(uses__space=space).distinct()


def checked(space: Space) -> dict[str, int]:
    """How many links the contents of a site have, and how many were asked."""
    return links_of(space).aggregate(
        all=Count("pk", distinct=True),
        asked=Count("pk", filter=Q(checked_at__isnull=False), distinct=True),
    )
