"""Figures of the issue, counted in statements: what 105 sites and 20,000 pages cost, whatever the machine."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.enti.models import Ente, Space
from pico.core.testing.factories import make_ente, make_space
from pico.portal.pages.models import ContentPage, IndexPage, NewsPage, Placement
from pico.portal.sites.models import SpaceSite

from . import factories
from .test_lists import statements

pytestmark = pytest.mark.django_db

A_SITE = 640  # statements: at 0.8 milliseconds each, 105 sites are ready in a minute
MANY_SITES, MANY_PAGES = 20, 200


@pytest.fixture
def provinces(people) -> list[Space]:
    """Twenty more spaces of Provinces, without a site."""
    parent = Space.objects.get(kind="NATIONAL")
    enti = (make_ente(f"Provincia di Prova {n}", "PROV") for n in range(MANY_SITES))
    return [_space(ente, n, parent) for n, ente in enumerate(enti)]


def _space(ente: Ente, number: int, parent: Space) -> Space:
    return make_space(ente, slug=f"prova-{number}", parent=parent)


def cost_of_making(*slugs: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        call_command("make_sites", *slugs, verbosity=0)
    return len(seen)


def test_a_site_costs_the_same_however_many_there_are(provinces):
    cost_of_making("prova-0")  # the vocabularies, and what is read once
    first = cost_of_making("prova-1", "prova-2")
    call_command("make_sites", verbosity=0)
    assert SpaceSite.objects.filter(space__in=provinces).count() == MANY_SITES
    late = make_ente("Provincia di Tarda", "PROV"), make_ente("Provincia di Ultima", "PROV")
    for ente, slug in zip(late, ("tarda", "ultima"), strict=True):
        make_space(ente, slug=slug, parent=provinces[0].parent)
    last = cost_of_making("tarda", "ultima")
    assert last <= first * 1.02  # the tree asks a little more often where to hang the next home
    assert last <= 2 * A_SITE


def pages_of(index: IndexPage, number: int, start: int = 0) -> list[NewsPage]:
    """Published news, without the cost of publishing each."""
    made = []
    for n in range(start, start + number):
        index.refresh_from_db()
        page = NewsPage(title=f"Notizia {n}", summary="Che cosa cambia.", slug=f"notizia-{n}")
        made.append(index.add_child(instance=page))
    return made


def place_on(spaces, pages) -> None:
    """Have the pages stand on all these sites; the first is their own."""
    own, now = spaces[0], timezone.now()
    Placement.objects.bulk_create(
        Placement(
            space=space,
            page=ContentPage(pk=page.pk),
            origin=None if space == own else own,
            is_origin=space == own,
            kind="NEWS",
            scope="public",
            shown_on=now - timedelta(minutes=n),
        )
        for n, page in enumerate(pages)
        for space in spaces
    )


def test_lists_and_pages_cost_the_same_with_twenty_sites_of_two_hundred_pages(
    client, provinces, treviso
):
    index = factories.index(treviso, "NEWS")
    page = pages_of(index, 20)
    place_on([treviso.space], page)
    addresses = (
        "/treviso/",
        index.url,
        f"{index.url}?pagina=2",
        page[0].url,
        "/treviso/sitemap.xml",
    )

    def costs() -> dict[str, int]:
        for address in addresses:
            client.get(address)
        return {address: statements(client, address) for address in addresses}

    few = costs()
    more = pages_of(index, MANY_PAGES - 20, start=20)
    place_on([treviso.space, *provinces[1:]], more)
    place_on([provinces[0], *provinces[1:]], page)
    assert Placement.objects.filter(space=treviso.space).count() == MANY_PAGES
    assert Placement.objects.count() >= MANY_PAGES * (MANY_SITES - 1)
    assert costs() == few
