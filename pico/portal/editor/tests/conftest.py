"""Two sites with a page, a picture and a document each; the neighbour's are drafts nobody may see."""

import io
from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Picture

from pico.core.access.actor import SYSTEM
from pico.core.access.terms import Role
from pico.core.enti.models import Space
from pico.core.people.models import MembershipRole
from pico.portal.pages.actions.sites import make_site
from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.sites.models import SiteDocument, SiteImage, SpaceSite

SECRET = "Riservatissimo"


def png(width=40, height=30) -> ContentFile:
    stream = io.BytesIO()
    Picture.new("RGB", (width, height), "navy").save(stream, "PNG")
    return ContentFile(stream.getvalue(), name="prova.png")


@dataclass
class Place:
    """A site and what stands there."""

    site: SpaceSite
    index: IndexPage
    draft: NewsPage
    image: SiteImage
    document: SiteDocument

    @property
    def prefix(self) -> str:
        return self.site.space.prefix

    def url(self, path: str) -> str:
        return f"{self.prefix}/redazione/{path}"

    def news(self, title: str, live: bool = True, **fields) -> NewsPage:
        fields.setdefault("summary", f"Sommario di {title}, per chi legge gli elenchi.")
        page = NewsPage(title=title, live=False, **fields)
        self.index.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        page.refresh_from_db()
        return page


def furnish(site: SpaceSite, word: str) -> Place:
    index = IndexPage.objects.child_of(site.site.root_page).get(lists="NEWS")
    image = SiteImage.objects.create(
        title=f"Foto {word}", alt_text=f"Che si vede {word}", file=png(), collection=site.collection
    )
    document = SiteDocument.objects.create(
        title=f"Atto {word}",
        file=ContentFile(b"%PDF-1.4 " + word.encode(), name=f"atto-{word}.pdf"),
        collection=site.collection,
    )
    place = Place(site, index, None, image, document)
    place.draft = place.news(f"Bozza {word}", live=False, slug=f"bozza-{word.lower()}")
    return place


@pytest.fixture
def sites(people):
    """The sites of the two neighbours."""
    spaces = Space.objects.filter(slug__in=("treviso", "brescia")).select_related("ente")
    return {
        space.slug: make_site(space=space, actor=SYSTEM, now=timezone.now()) for space in spaces
    }


@pytest.fixture
def treviso(sites):
    return furnish(sites["treviso"], "Nostra")


@pytest.fixture
def brescia(sites):
    return furnish(sites["brescia"], SECRET)


@pytest.fixture
def second_admin(people):
    """Another administrator of Treviso: somebody has to approve what the first one writes."""
    person = people["treviso.sua"]
    membership = person.memberships.get()
    MembershipRole.objects.create(membership=membership, role=Role.PROVINCE_ADMIN)
    return person
