"""System checks: the address of a space may not hide a page of the house."""

from collections.abc import Iterator

from django.conf import settings
from django.core import checks
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from .models import Space
from .sources import house

ALWAYS_RESERVED = ("health", "favicon.ico", "robots.txt", "sitemap.xml", "en")


def reserved_slugs() -> set[str]:
    """The first parts of the addresses of the house, that no space may have."""
    static = (settings.STATIC_URL, settings.MEDIA_URL)
    return {
        *ALWAYS_RESERVED,
        *(url.strip("/").split("/")[0] for url in static if url.startswith("/")),
        *_first_segments(get_resolver().url_patterns),
    } - {""}


def _first_segments(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern).lstrip("^").lstrip("/")
        if route:
            yield route.split("/")[0]
        elif isinstance(pattern, URLResolver):
            yield from _first_segments(pattern.url_patterns)


@checks.register
def lists_have_free_slugs(app_configs, **kwargs) -> list[checks.Error]:
    """Say which slug of the house's lists is also a page."""
    slugs = {*house.province_slugs().values(), *house.regional_slugs().values()}
    return [_taken(slug) for slug in sorted(slugs & reserved_slugs())]


@checks.register(checks.Tags.database)
def spaces_have_free_slugs(app_configs, databases=None, **kwargs) -> list[checks.Error]:
    """The same for the spaces that exist, where the database is asked."""
    if not databases or not _has_table():
        return []
    taken = Space.objects.filter(slug__in=reserved_slugs())
    return [_taken(slug) for slug in taken.values_list("slug", flat=True)]


def _has_table() -> bool:
    connection = connections[Space.objects.db]
    return Space._meta.db_table in connection.introspection.table_names()


def _taken(slug: str) -> checks.Error:
    return checks.Error(
        f"The space «{slug}» has the address of a page of the house.",
        hint="Give the space another slug, or the page another path.",
        id="enti.E001",
    )
