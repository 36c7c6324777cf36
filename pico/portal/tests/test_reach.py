"""How a site is reached: calendar, feeds, sitemaps, what machines read. Only what everybody may read."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from pico.core.enti.models import Space
from pico.portal.pages.models import EventPage, NewsPage, Topic
from pico.portal.pages.tests import factories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NOW = timezone.now()


@pytest.fixture
def treviso(people):
    return factories.site_of("treviso")


@pytest.fixture
def news(treviso):
    def write(title="Ponte chiuso", **fields):
        given = {"summary": f"{title}: ecco perché.", "published_on": NOW - timedelta(hours=1)}
        page = NewsPage(title=title, **{**given, **fields})
        return factories.publish(factories.index(treviso, "NEWS"), page)

    return write


@pytest.fixture
def event(treviso):
    def write(title="Assemblea dei Sindaci", starts_at=None, **fields):
        starts_at = starts_at or NOW + timedelta(days=1)
        given = {
            "summary": f"{title}: ordine del giorno.",
            "published_on": NOW - timedelta(hours=1),
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=2),
            "venue": "Sala Consiglio",
        }
        page = EventPage(title=title, **{**given, **fields})
        return factories.publish(factories.index(treviso, "EVENT"), page)

    return write


def data_of(client, address) -> list[dict]:
    """The JSON-LD of a page, each thing with its context."""
    text = client.get(address).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert len(blocks) == 1
    found = json.loads(blocks[0])
    found = found if isinstance(found, list) else [found]
    assert all(one["@context"] == "https://schema.org" for one in found)
    return found


def one_of(found: list[dict], kind: str) -> dict:
    return next(one for one in found if one["@type"] == kind)


# --- feeds ----------------------------------------------------------------------------------------


def test_news_in_rss(client, news):
    page = news(title="Ponte <chiuso> & riaperto")
    answer = client.get("/treviso/feed/notizie.rss")
    assert answer["Content-Type"].startswith("application/rss+xml")
    item = ET.fromstring(answer.content).find("channel/item")
    assert item.findtext("title") == "Ponte <chiuso> & riaperto"
    assert item.findtext("link") == item.findtext("guid") == page.full_url
    assert "Ponte" not in client.get("/brescia/feed/notizie.rss").content.decode()


def test_events_in_atom_are_those_to_come(client, event):
    event()
    event(title="Già fatta", starts_at=NOW - timedelta(days=3))
    root = ET.fromstring(client.get("/treviso/feed/eventi.atom").content)
    titles = [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]
    assert titles == ["Assemblea dei Sindaci"]


@pytest.mark.parametrize("what", ["notizie.xml", "altro.rss"])
def test_there_is_no_other_feed(client, treviso, what):
    assert client.get(f"/treviso/feed/{what}").status_code == 404


def test_feeds_and_calendars_hold_what_is_public_whoever_asks(sign_in, news, event):
    news(title="Solo per noi", scope="platform")
    event(title="Riunione interna", scope="platform")
    client = sign_in("treviso.admin")
    for what in (
        "feed/notizie.rss",
        "feed/notizie.atom",
        "feed/eventi.rss",
        "calendario/eventi.ics",
    ):
        text = client.get(f"/treviso/{what}").content.decode()
        assert "Solo per noi" not in text
        assert "Riunione interna" not in text


def test_pages_name_their_feeds(client, treviso):
    text = client.get("/treviso/novita/").content.decode()
    for address in re.findall(r'<link rel="alternate"[^>]* href="([^"]+)"', text):
        assert client.get(address).status_code == 200, address
    assert text.count('rel="alternate"') == 4


def test_a_feed_that_did_not_change_is_not_sent_again(client, news, settings):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "f"},
    }
    news()
    mark = client.get("/treviso/feed/notizie.rss")["ETag"]
    assert (
        client.get("/treviso/feed/notizie.rss", headers={"if-none-match": mark}).status_code == 304
    )
    news(title="Un'altra")
    assert (
        client.get("/treviso/feed/notizie.rss", headers={"if-none-match": mark}).status_code == 200
    )


# --- calendar -------------------------------------------------------------------------------------


def test_the_month_shows_its_events_on_their_days(client, event):
    starts_at = timezone.localtime(NOW).replace(day=15, hour=10, minute=0)
    page = event(starts_at=starts_at, ends_at=starts_at + timedelta(days=2))
    text = client.get("/treviso/calendario/").content.decode()
    assert text.count(f'href="{page.url}"') == 3
    assert client.get("/brescia/calendario/").content.decode().count(page.title) == 0


def test_another_month_keeps_the_filters(client, event):
    first = timezone.localtime(NOW).replace(day=1)
    page = event(starts_at=first + timedelta(days=40), event_kind="WEBINAR")
    month = f"{page.starts_at:%Y-%m}"
    assert page.title in client.get(f"/treviso/calendario/?mese={month}").content.decode()
    chosen = client.get(f"/treviso/calendario/?mese={month}&tipo=WEBINAR").content.decode()
    assert page.title in chosen
    assert "tipo=WEBINAR&amp;mese=" in chosen or "mese=" in chosen
    assert (
        page.title
        not in client.get(f"/treviso/calendario/?mese={month}&tipo=CONFERENCE").content.decode()
    )


@pytest.mark.parametrize("month", ["ieri", "2026-13", "1900-01", "9999-12"])
def test_a_month_that_is_not_there_is_404(client, treviso, month):
    assert client.get(f"/treviso/calendario/?mese={month}").status_code == 404


def test_who_may_reads_reserved_events_in_the_month(sign_in, event):
    page = event(
        title="Riunione interna",
        scope="platform",
        starts_at=timezone.localtime(NOW).replace(day=15),
    )
    assert page.title not in Client().get("/treviso/calendario/").content.decode()
    assert page.title in sign_in("treviso.admin").get("/treviso/calendario/").content.decode()


def test_the_calendar_to_subscribe_to(client, event):
    page = event()
    answer = client.get("/treviso/calendario/eventi.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    entries = Calendar.from_ical(answer.content).walk("VEVENT")
    assert [(str(e["SUMMARY"]), str(e["URL"])) for e in entries] == [(page.title, page.full_url)]
    assert entries[0]["DTSTART"].dt == page.starts_at.replace(microsecond=0)


def test_calendar_and_feeds_cost_the_same_with_more_events(client, event, news):
    addresses = ("calendario/", "calendario/eventi.ics", "feed/eventi.rss", "feed/notizie.atom")

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            for address in addresses:
                assert client.get(f"/treviso/{address}").status_code == 200
        return len(seen)

    event()
    news()
    statements()
    few = statements()
    for number in range(10):
        event(title=f"Evento {number}")
        news(title=f"Notizia {number}")
    assert statements() == few


# --- sitemaps ---------------------------------------------------------------------------------------


def addresses_in(client, path: str) -> list[str]:
    root = ET.fromstring(client.get(path).content)
    return [loc.text for loc in root.iter(f"{MAP}loc")]


def test_the_sitemap_of_a_site_has_its_public_pages(client, news, settings):
    public, reserved = news(), news(title="Riservata", scope="platform")
    later = news(title="Domani", published_on=NOW + timedelta(days=1))
    found = addresses_in(client, "/treviso/sitemap.xml")
    assert f"{settings.PUBLIC_URL}/treviso/" in found
    assert public.full_url in found
    assert not {reserved.full_url, later.full_url} & set(found)
    for address in found:
        assert client.get(address.removeprefix(settings.PUBLIC_URL)).status_code == 200, address


def test_the_root_of_the_host_lists_the_sitemaps_of_its_sites(client, treviso, settings):
    factories.site_of("")
    factories.site_of("brescia")
    Space.objects.filter(slug="brescia").update(hostname="brescia.example.it")
    assert addresses_in(client, "/sitemap.xml") == [
        f"{settings.PUBLIC_URL}/sitemap-pagine.xml",
        f"{settings.PUBLIC_URL}/treviso/sitemap.xml",
    ]
    own = ET.fromstring(client.get("/sitemap.xml", headers={"host": "brescia.example.it"}).content)
    assert next(own.iter(f"{MAP}loc")).text == "http://brescia.example.it/"


def test_engines_are_kept_off_what_is_not_for_them(client, treviso, settings):
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    settings.DEMO = False
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /*/redazione/" in text
    assert f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml" in text


# --- what machines read -----------------------------------------------------------------------------


def test_a_home_is_the_body_that_runs_it(client, treviso, settings):
    found = data_of(client, "/treviso/")
    body, site = one_of(found, "GovernmentOrganization"), one_of(found, "WebSite")
    assert body["name"] == "Provincia di Treviso"
    assert body["url"] == f"{settings.PUBLIC_URL}/treviso/"
    assert site["publisher"]["@id"] == body["@id"]
    assert site["potentialAction"]["target"].startswith(f"{settings.PUBLIC_URL}/treviso/cerca/?q=")


def test_a_news_is_a_news_article(client, news):
    page = news(title="</script><b>Ponte</b>")
    found = data_of(client, page.url)
    article = one_of(found, "NewsArticle")
    assert article["headline"] == page.title
    assert article["url"] == page.full_url
    assert article["datePublished"] == page.published_on.isoformat()
    assert article["publisher"]["name"] == "Provincia di Treviso"
    steps = one_of(found, "BreadcrumbList")["itemListElement"]
    assert [(s["position"], s["name"]) for s in steps] == [
        *((1, "Home"), (2, "Novità")),
        (3, page.title),
    ]
    assert all(step["item"].startswith("http") for step in steps)


def test_an_event_says_when_and_where(client, event):
    page = event(is_online=True, online_url="https://riunioni.example/1")
    found = one_of(data_of(client, page.url), "Event")
    assert found["startDate"] == page.starts_at.isoformat()
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [one["@type"] for one in found["location"]] == ["Place", "VirtualLocation"]
    alone = one_of(data_of(client, event(title="In sala").url), "Event")
    assert alone["location"]["name"] == "Sala Consiglio"


def test_a_service_is_a_government_service(client, treviso):
    page = factories.service(treviso)
    found = one_of(data_of(client, page.url), "GovernmentService")
    assert found["provider"]["name"] == "Provincia di Treviso"


def test_a_page_says_its_address_and_summary_to_other_sites(client, news):
    page = news()
    text = client.get(page.url).content.decode()
    assert f'<link rel="canonical" href="{page.full_url}">' in text
    assert f'<meta name="description" content="{page.summary}">' in text
    for name in ("og:title", "og:description", "og:url", "og:type", "og:site_name"):
        assert text.count(f'property="{name}"') == 1


def test_what_stands_under_a_page_has_an_address_of_its_own(client, treviso, news):
    topic = Topic.objects.first()
    page = news()
    page.topics.add(topic)
    page.save_revision().publish()
    index = factories.index(treviso, "TOPIC")
    text = client.get(f"{index.url}{topic.slug}/").content.decode()
    assert f'<link rel="canonical" href="{index.full_url}{topic.slug}/">' in text
