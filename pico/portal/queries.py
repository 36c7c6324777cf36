"""What the home pages show."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.access.scopes import PUBLIC
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind, SpaceState
from pico.core.people.models import Person
from pico.core.testing import cast
from pico.portal.pages.models import ContentPage
from pico.portal.sites.addresses import MAIN_LANGUAGE, place_of, site_name
from pico.portal.sites.queries import site_of

MOST_FOR_ENGINES = 50_000  # addresses in one sitemap, by its protocol


def spaces_below(space: Space):
    """The spaces a visitor may go down to: all of them from UPI nazionale, by region."""
    spaces = (
        Space.objects.exclude(pk=space.pk)
        .filter(state=SpaceState.PUBLISHED)
        .select_related("ente__region")
        .order_by("ente__region__name", "-kind", "name")
    )
    if space.kind == SpaceKind.REGIONAL:
        return spaces.filter(parent=space)
    return spaces if space.kind == SpaceKind.NATIONAL else spaces.none()


def spaces_on_the_common_host():
    """The published spaces that have a site under the common host, UPI nazionale apart."""
    return (
        Space.objects.filter(state=SpaceState.PUBLISHED, hostname=None, site__isnull=False)
        .exclude(slug="")
        .order_by("slug")
    )


@dataclass(frozen=True, slots=True)
class PageForEngines:
    """A public page: its whole address, and when it was last published."""

    address: str
    changed_at: datetime | None


def pages_for_engines(space: Space) -> list[PageForEngines]:
    """The pages of a site, in every language, that everybody may read: in two queries."""
    site = site_of(space)
    if site is None:
        return []
    host, prefix = place_of(site_name(space))
    found = []
    for root in site.site.root_page.get_translations(inclusive=True).select_related("locale"):
        tongue = root.locale.language_code
        start = f"{host}{prefix}/" + ("" if tongue == MAIN_LANGUAGE else f"{tongue}/")
        pages = (
            Page.objects.live().descendant_of(root, inclusive=True).exclude(pk__in=_not_for_all())
        )
        found += [
            PageForEngines(f"{start}{url_path[len(root.url_path) :]}", changed_at)
            for url_path, changed_at in pages.order_by("path").values_list(
                "url_path", "last_published_at"
            )[:MOST_FOR_ENGINES]
        ]
    return found


def _not_for_all():
    """Contents that not everybody reads, or whose date has not come."""
    hidden = ~Q(scope=PUBLIC) | Q(published_on__gt=timezone.now())
    return ContentPage.objects.filter(hidden).values("pk")


def cast_groups() -> list[tuple[str, list[dict]]]:
    """The cast by ente, with role labels, for the demo's page."""
    names = dict(
        Person.objects.filter(username__in=[p.username for p in cast.CAST])
        .order_by("memberships__pk")
        .values_list("username", "memberships__ente__name")
    )
    rows = [
        {
            "part": part,
            "ente": names[part.username],
            "roles": [role.label for role in part.roles] or [_("in attesa di approvazione")],
        }
        for part in cast.CAST
        if part.username in names
    ]
    return [(ente, list(group)) for ente, group in groupby(rows, key=lambda row: row["ente"])]


def home_of(person: Person) -> str:
    """The address of the desk in the space nearest to the person's main ente."""
    membership = person.memberships.select_related("ente").order_by("-is_main", "pk").first()
    if membership is None:
        return "/"
    ente = membership.ente
    space = (
        Space.objects.filter(Q(ente=ente) | Q(ente__territory=ente.territory_id) & ~Q(slug=""))
        .filter(Q(ente=ente) | Q(kind=SpaceKind.PROVINCIAL))
        .first()
    )
    return f"{space.prefix if space else ''}/scrivania/"
