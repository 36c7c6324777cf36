"""News of an institutional site become drafts: once, clean, undone if one wants."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.portal.harvest import actions, queries
from pico.portal.harvest.feeds import NotAFeed, parse
from pico.portal.harvest.models import Entry, Harvest, Source
from pico.portal.pages.models import NewsPage

pytestmark = pytest.mark.django_db
NOW = timezone.now()

ITEM = """<item><title>{title}</title><link>https://sito.example.it/{n}</link><guid>n-{n}</guid>
<pubDate>Fri, 0{n} Feb 2019 12:00:00 +0100</pubDate><description>{text}</description></item>"""
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Novità</title>
<link>https://sito.example.it/</link><description>d</description>{items}</channel></rss>"""
DIRTY = (
    "&lt;p onclick=&quot;x()&quot;&gt;Si apre &lt;b&gt;lunedì&lt;/b&gt;."
    "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=&quot;https://spia.example/1.gif&quot;&gt;&lt;/p&gt;"
)


def feed_of(*numbers: int, text: str = DIRTY) -> bytes:
    items = "".join(ITEM.format(n=n, title=f"Notizia {n}", text=text) for n in numbers)
    return RSS.format(items=items).encode()


class Site(BaseHTTPRequestHandler):
    body, status, asked = b"", 200, []

    def do_GET(self):
        Site.asked.append(dict(self.headers))
        same = self.headers.get("If-None-Match") == '"uno"'
        self.send_response(304 if same else self.status)
        self.send_header("ETag", '"uno"')
        self.send_header("Content-Length", "0" if same else str(len(self.body)))
        self.end_headers()
        if not same:
            self.wfile.write(self.body)

    def log_message(self, *args):
        pass


@pytest.fixture
def feed():
    Site.body, Site.status, Site.asked = feed_of(1, 2), 200, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/feed"
    server.shutdown()
    thread.join()
    server.server_close()


def everywhere(address):
    return True


@pytest.fixture
def source(feed, sites, actors):
    return actions.add_source(
        space=sites["treviso"].space,
        name="Provincia di Treviso",
        url=feed,
        actor=actors["treviso.redattore"],
        now=NOW,
    )


@pytest.fixture
def bring(source, actors):
    def take():
        return actions.import_now(
            source=source, actor=actors["treviso.redattore"], now=NOW, may_reach=everywhere
        )

    return take


def follow(source):
    source.refresh_from_db()
    return actions.follow(source=source, actor=SYSTEM, now=NOW, may_reach=everywhere)


def test_entries_become_drafts_with_their_origin(client, bring):
    bring()
    first, second = NewsPage.objects.order_by("path")
    assert (first.title, second.title) == ("Notizia 1", "Notizia 2")
    assert not first.live
    assert client.get("/treviso/novita/notizia-1/").status_code == 404
    text = str(first.body)
    assert "Si apre" in text
    assert "<strong>lunedì</strong>" in text
    assert 'href="https://sito.example.it/1"' in text
    assert "Fonte:" in text
    for bad in ("script", "alert", "onclick", "spia.example"):
        assert bad not in text
    assert first.published_on.year == 2019
    assert first.summary == "Si apre lunedì."


def test_twice_the_same_feed_makes_nothing(bring):
    bring()
    assert bring() is None
    Site.body = feed_of(1, 2, 3)
    assert bring().entries.count() == 1
    assert NewsPage.objects.count() == 3


def test_the_hourly_turn_asks_only_for_what_changed(source):
    assert follow(source) == 2
    assert follow(source) == 0
    assert Site.asked[1]["If-None-Match"] == '"uno"'
    assert NewsPage.objects.count() == 2
    told = Notice.objects.filter(kind="portal.harvest.arrived")
    assert told.first().title == "2 bozze nuove da «Provincia di Treviso»"


def test_the_preview_writes_nothing(source, actors):
    items = actions.preview(source=source, actor=actors["treviso.admin"], may_reach=everywhere)
    assert [item.title for item in items] == ["Notizia 2", "Notizia 1"]
    assert not Entry.objects.exists()
    assert not NewsPage.objects.exists()


def test_undone_where_nobody_worked(bring, actors):
    harvest = bring()
    edited = NewsPage.objects.get(title="Notizia 1")
    edited.title = "Notizia riscritta"
    edited.save_revision()
    gone, stay = actions.undo(harvest=harvest, actor=actors["treviso.redattore"], now=NOW)
    assert (gone, stay) == (1, 1)
    assert NewsPage.objects.count() == 1
    assert bring() is None
    with pytest.raises(Refusal) as refused:
        actions.undo(harvest=harvest, actor=actors["treviso.redattore"], now=NOW)
    assert refused.value.code == "already_undone"


def test_a_published_draft_is_not_undone(bring, actors):
    harvest = bring()
    NewsPage.objects.get(title="Notizia 1").get_latest_revision().publish()
    assert actions.undo(harvest=harvest, actor=actors["treviso.admin"], now=NOW) == (1, 1)
    assert NewsPage.objects.get().live


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [(404, b"", "errore 404"), (200, b"<html><body>Ciao</body></html>", "non dà un feed")],
)
def test_a_feed_that_is_none_says_why(source, bring, status, body, said):
    Site.status, Site.body = status, body
    with pytest.raises(Refusal, match=said):
        bring()
    source.refresh_from_db()
    assert said in source.error
    assert not NewsPage.objects.exists()


def test_the_editors_are_told_the_third_time_once(source):
    Site.status = 500
    for _turn in range(5):
        follow(source)
    told = Notice.objects.filter(kind="portal.harvest.failed")
    assert told.count() == 2  # editor and administrator, once each
    Site.status = 200
    follow(source)
    source.refresh_from_db()
    assert (source.error, source.failures) == ("", 0)


def test_addresses_inside_are_refused(source, actors):
    with pytest.raises(Refusal, match="non è pubblico"):
        actions.preview(source=source, actor=actors["treviso.redattore"])


def test_a_neighbour_manages_nothing(source, actors):
    theirs = {"actor": actors["brescia.admin"], "now": NOW}
    with pytest.raises(Refusal):
        actions.import_now(source=source, may_reach=everywhere, **theirs)
    with pytest.raises(Refusal):
        actions.switch(source=source, is_on=True, **theirs)
    with pytest.raises(Refusal):
        actions.remove_source(source=source, **theirs)
    source.refresh_from_db()
    assert not source.is_on
    assert not NewsPage.objects.exists()


def test_the_same_feed_twice_is_refused(source, sites, actors):
    with pytest.raises(Refusal) as refused:
        actions.add_source(
            space=sites["treviso"].space,
            name="Ancora",
            url=source.url,
            actor=actors["treviso.redattore"],
            now=NOW,
        )
    assert refused.value.code == "source_exists"
    assert Source.objects.count() == 1


def test_the_pages_of_the_editors(sign_in, source, bring, monkeypatch):
    browser = sign_in("treviso.redattore")
    assert "Provincia di Treviso" in browser.get("/treviso/fonti/").content.decode()
    text = browser.get(f"/treviso/fonti/{source.pk}/anteprima/").content.decode()
    assert "non è pubblico" in text  # a test's own machine is inside
    harvest = bring()
    browser.post(f"/treviso/fonti/{source.pk}/attiva/", {"attiva": "1"})
    assert queries.on().get() == source
    assert "2 bozze" in browser.get(f"/treviso/fonti/{source.pk}/").content.decode()
    browser.post(f"/treviso/fonti/importazioni/{harvest.pk}/annulla/")
    assert not NewsPage.objects.exists()
    theirs = sign_in("brescia.admin")
    assert theirs.get(f"/brescia/fonti/{source.pk}/").status_code == 404
    assert theirs.post(f"/brescia/fonti/importazioni/{harvest.pk}/annulla/").status_code == 404


def test_atom_and_entries_without_a_name():
    atom = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
    <title>Novità</title><id>x</id><updated>2026-01-01T00:00:00Z</updated>
    <entry><title>Con nome &amp; accenti è</title><id>tag:1</id><updated>2026-01-02T10:00:00Z</updated>
    <content type="html">&lt;p&gt;Testo.&lt;/p&gt;</content></entry>
    <entry><title>Senza nome</title></entry></feed>"""
    [item] = parse(atom.encode())
    assert item.title == "Con nome & accenti è"
    assert item.html == "<p>Testo.</p>"
    assert item.published_at.isoformat() == "2026-01-02T10:00:00+00:00"


def test_a_long_title_is_cut_and_a_bad_link_dropped():
    body = RSS.format(
        items=f"<item><title>{'a' * 400}</title><guid>g</guid><link>javascript:alert(1)</link></item>"
    )
    [item] = parse(body.encode())
    assert len(item.title) == 160
    assert item.link == ""


@pytest.mark.parametrize("body", [b"", b"\x00\xff", b"ciao", b"<html></html>"])
def test_what_is_no_feed(body):
    with pytest.raises(NotAFeed):
        parse(body)


def test_an_old_import_without_drafts_left_is_still_listed(bring, source):
    harvest = bring()
    NewsPage.objects.all().delete()
    assert Harvest.objects.get() == harvest
    assert queries.harvests(source).get().taken == 2
