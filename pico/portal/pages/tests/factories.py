"""Contents for tests: made as an editor makes them, saved and published."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Space
from pico.portal.pages.actions.sites import make_site
from pico.portal.pages.models import (
    Attachment,
    DocumentPage,
    EventPage,
    GenericPage,
    IndexPage,
    NewsPage,
    PersonPage,
    PlacePage,
    PracticePage,
    ProjectPage,
    ServicePage,
    UnitPage,
)
from pico.portal.sites.models import SiteDocument, SiteImage, SpaceSite

NOON = datetime(2026, 12, 3, 11, tzinfo=UTC)


def site_of(slug: str) -> SpaceSite:
    """The site of a space, made from the template if it has none."""
    space = Space.objects.get(slug=slug)
    found = SpaceSite.objects.filter(space=space).first()
    return found or make_site(space=space, actor=SYSTEM, now=timezone.now())


class Sites(dict):
    """The sites of the cast by the slug of their space, UPI's is «upi» (or nothing, as its slug).

    Those of UPI and of two neighbours are there; the others are made when a test asks for them: each
    costs six hundred statements.
    """

    def __init__(self):
        super().__init__()
        for name in ("upi", "treviso", "brescia"):
            self.__missing__(name)

    def __missing__(self, name: str) -> SpaceSite:
        made = site_of("" if name == "upi" else name)
        known = SpaceSite.objects.select_related("space__ente", "space__parent", "site__root_page")
        self[name] = known.get(pk=made.pk)
        return self[name]


def index(site: SpaceSite, kind: str) -> IndexPage:
    return IndexPage.objects.descendant_of(site.site.root_page).get(lists=kind)


def publish(parent, page):
    """Put a page under another one and publish it."""
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def make_picture(
    site: SpaceSite, *, title="Ponte", alt="Un ponte di pietra sul fiume"
) -> SiteImage:
    content = BytesIO()
    Image.new("RGB", (640, 400), "#668899").save(content, "PNG")
    content.seek(0)
    return SiteImage.objects.create(
        title=title,
        alt_text=alt,
        file=ImageFile(content, name="ponte.png"),
        collection=site.collection,
    )


def make_document(site: SpaceSite, *, title="Regolamento", name="regolamento.pdf") -> SiteDocument:
    return SiteDocument.objects.create(
        title=title, file=ContentFile(b"%PDF-1.7 prova", name=name), collection=site.collection
    )


def news(site: SpaceSite, title="Ponte chiuso", **fields) -> NewsPage:
    fields.setdefault("body", [("testo", "<p>Il ponte resta chiuso fino a lunedì.</p>")])
    return publish(
        index(site, "NEWS"), NewsPage(title=title, summary=f"Sommario di {title}.", **fields)
    )


def event(site: SpaceSite, title="Convegno sulle strade", **fields) -> EventPage:
    fields.setdefault("starts_at", timezone.now() + timedelta(days=10))
    return publish(
        index(site, "EVENT"), EventPage(title=title, summary=f"Sommario di {title}.", **fields)
    )


def service(site: SpaceSite, title="Autorizzazione al transito", **fields) -> ServicePage:
    values = {
        "category": "TRANSPORT",
        "audience": "<p>Alle imprese di trasporto.</p>",
        "how": "<p>Compila la domanda.</p>",
        "needs": "<p>La carta di circolazione.</p>",
        "outcome": "<p>Un'autorizzazione.</p>",
        "times": "<p>30 giorni.</p>",
        "cost": "<p>Due marche da bollo.</p>",
        "access": "<p>Allo sportello o online.</p>",
        "conditions": make_document(site, title="Condizioni di servizio"),
        "contacts": "<p>Ufficio trasporti.</p>",
    }
    page = ServicePage(title=title, summary=f"Sommario di {title}.", **{**values, **fields})
    return publish(index(site, "SERVICE"), page)


def document(site: SpaceSite, title="Regolamento delle strade", **fields) -> DocumentPage:
    fields.setdefault("document_kind", "REGULATION")
    page = DocumentPage(title=title, summary=f"Sommario di {title}.", **fields)
    page.attachments = [Attachment(document=make_document(site))]
    return publish(index(site, "DOCUMENT"), page)


def place(site: SpaceSite, title="Palazzo della Provincia", **fields) -> PlacePage:
    fields.setdefault("address", "Via Cal di Breda 116")
    page = PlacePage(title=title, summary=f"Sommario di {title}.", **fields)
    return publish(index(site, "PLACE"), page)


def unit(site: SpaceSite, title="Ufficio trasporti", *, under=None, **fields) -> UnitPage:
    fields.setdefault("duties", "<p>Autorizza i trasporti eccezionali.</p>")
    fields.setdefault("contacts", "<p>0422 000000</p>")
    page = UnitPage(title=title, summary=f"Sommario di {title}.", **fields)
    return publish(under or index(site, "UNIT"), page)


def person(site: SpaceSite, title="Tecla Strada", **fields) -> PersonPage:
    first, last = title.split()
    fields.setdefault("role", "PRESIDENT")
    page = PersonPage(
        title=title, summary=f"Chi è {title}.", first_name=first, last_name=last, **fields
    )
    return publish(index(site, "PERSON"), page)


def project(site: SpaceSite, title="Strade sicure", **fields) -> ProjectPage:
    fields.setdefault("goals", "<p>Meno incidenti.</p>")
    page = ProjectPage(title=title, summary=f"Sommario di {title}.", **fields)
    return publish(index(site, "PROJECT"), page)


def practice(site: SpaceSite, title="Gare condivise", **fields) -> PracticePage:
    values = {
        "field": "SUA",
        "province": "Treviso",
        "year": 2025,
        "setting": "<p>Comuni piccoli.</p>",
        "solution": "<p>Una stazione unica.</p>",
        "results": "<p>Tempi dimezzati.</p>",
    }
    page = PracticePage(title=title, summary=f"Sommario di {title}.", **{**values, **fields})
    return publish(index(site, "PRACTICE"), page)


def generic(site: SpaceSite, title="Come lavoriamo", **fields) -> GenericPage:
    fields.setdefault("body", [("testo", "<h2>Uno</h2><p>a</p><h2>Due</h2><p>b</p>")])
    page = GenericPage(title=title, summary=f"Sommario di {title}.", **fields)
    return publish(site.site.root_page, page)
