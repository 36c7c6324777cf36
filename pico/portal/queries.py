"""What the home pages show."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.access.scopes import PUBLIC
from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import PROVINCES, EnteKind, SpaceKind, SpaceState
from pico.core.people.models import Membership, Person
from pico.core.people.terms import WORKING
from pico.core.testing import cast
from pico.portal.pages.models import ContentPage
from pico.portal.sites.addresses import MAIN_LANGUAGE, place_of, site_name
from pico.portal.sites.queries import site_of

MOST_FOR_ENGINES = 50_000  # addresses in one sitemap, by its protocol


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the public home."""

    number: int
    label: str


def figures(space: Space) -> list[Figure]:
    """Three numbers of the space's own territory, in two queries."""
    enti = Ente.objects.filter(valid_to__isnull=True)
    people = Membership.objects.filter(state__in=WORKING)
    if space.kind == SpaceKind.REGIONAL:
        enti = enti.filter(region_id=space.ente.region_id)
        people = people.filter(ente__region_id=space.ente.region_id)
    if space.kind == SpaceKind.PROVINCIAL:
        enti = enti.filter(territory_id=space.ente.territory_id)
        people = people.filter(ente__territory_id=space.ente.territory_id)
    counted = enti.aggregate(
        provinces=Count("pk", filter=Q(kind__in=PROVINCES)),
        comuni=Count("pk", filter=Q(kind=EnteKind.COMUNE)),
    )
    shown = [
        Figure(counted["provinces"], _("Province")),
        Figure(counted["comuni"], _("Comuni")),
        Figure(people.values("person").distinct().count(), _("utenti iscritti")),
    ]
    return shown[1:] if space.kind == SpaceKind.PROVINCIAL else shown


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
