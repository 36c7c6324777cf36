"""Who sees what, on which page; a constant number of statements; links that lead where they may."""

import re

import feedparser
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.access.actor import ANONYMOUS
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.search import queries as search_queries
from pico.core.search.actions import refresh_subject

from .. import queries
from ..actions import composing, lists, sending, subscribing
from ..models import Issue, Link
from .conftest import NOW

PUBLIC = ("", "rss/", "iscriviti/", "iscriviti/fatto/")
DESK = ("redazione/", "redazione/nuova/", "liste/")
OFFICE = (
    "liste/nuova/",
    "liste/iscritti/",
    "liste/iscritti/importa/",
    "liste/iscritti/importazioni/",
)


def statements(client, address) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
        assert answer.status_code == 200, address
        b"".join(answer.streaming_content) if answer.streaming else answer.content
    return len(seen)


@pytest.fixture
def sent(approved, reader):
    """An issue that left."""

    def make(issue=None):
        issue = approved(issue)
        sending.send_issue(issue_id=issue.pk, now=NOW)
        issue.refresh_from_db()
        return issue

    reader("prima")
    return make


@pytest.mark.parametrize("page", PUBLIC)
def test_public_pages_are_for_everybody(client, news, page):
    assert client.get(f"/treviso/newsletter/{page}").status_code == 200


@pytest.mark.parametrize("page", [*DESK, *OFFICE])
@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("treviso.sua", 403), ("comune1.referente", 403), ("treviso.admin", 200)],
)
def test_the_desk_is_for_who_writes_there(client, sign_in, news, page, who, status):
    client = sign_in(who) if who else client
    answer = client.get(f"/treviso/newsletter/{page}")
    assert answer.status_code == status


@pytest.mark.parametrize("page", OFFICE)
def test_addresses_are_for_who_administers(sign_in, news, page):
    assert sign_in("treviso.redattore").get(f"/treviso/newsletter/{page}").status_code == 403


def test_a_list_leads_where_its_reader_may_go(sign_in, news):
    address = f"/treviso/newsletter/liste/{news.pk}/"
    assert address in sign_in("treviso.admin").get("/treviso/newsletter/liste/").content.decode()
    page = sign_in("treviso.redattore").get("/treviso/newsletter/liste/").content.decode()
    assert news.name in page
    assert address not in page


@pytest.mark.parametrize("who", ["brescia.admin", "upi.admin", "upi.redattore", "veneto.admin"])
def test_a_neighbour_s_issue_is_not_there(sign_in, draft, reader, who):
    client, one = sign_in(who), reader("anna")
    for page in (
        f"redazione/{draft.pk}/", f"redazione/{draft.pk}/anteprima/lettera/",
        f"redazione/{draft.pk}/numeri/", f"redazione/{draft.pk}/consegne/",
        f"liste/iscritti/{one.pk}/", f"liste/iscritti/{one.pk}/dati/", f"liste/{draft.mailing_list_id}/",
    ):  # fmt: skip
        assert client.get(f"/treviso/newsletter/{page}").status_code == 404
        assert client.get(f"/brescia/newsletter/{page}").status_code == 404
    assert client.post(f"/treviso/newsletter/redazione/{draft.pk}/passo/submit/").status_code == 404
    assert Issue.objects.get().state == "BOZZA"


def test_who_writes_elsewhere_is_led_to_his_own_desk(sign_in, news):
    answer = sign_in("treviso.redattore").get("/newsletter/redazione/")
    assert (answer.status_code, answer.url) == (302, "/treviso/newsletter/redazione/")


def test_the_list_of_addresses_never_shows_another_space(sign_in, actors, reader, treviso):
    reader("anna")
    brescia = Space.objects.get(slug="brescia")
    for space in (treviso, brescia):
        assert not queries.subscribers_of(space, actors["brescia.admin"]).filter(space=treviso)
    page = sign_in("brescia.admin").get("/brescia/newsletter/liste/iscritti/").content.decode()
    assert "anna@" not in page
    export = sign_in("brescia.admin").get("/brescia/newsletter/liste/iscritti/?formato=csv")
    assert b"anna@" not in b"".join(export.streaming_content)


def test_a_draft_is_nowhere_for_the_public(client, draft):
    assert client.get(f"/treviso/newsletter/{draft.pk}/").status_code == 404
    assert draft.title not in client.get("/treviso/newsletter/").content.decode()


def test_a_sent_issue_is_read_found_and_followed(client, sent, treviso):
    issue = sent()
    page = client.get(f"/treviso/newsletter/{issue.pk}/").content.decode()
    assert "Riapre il ponte" in page
    assert "disiscrizione" not in page
    assert client.get(f"/brescia/newsletter/{issue.pk}/").status_code == 404
    assert issue.title in client.get("/treviso/newsletter/?q=ponte").content.decode()
    assert issue.title not in client.get("/treviso/newsletter/?q=gatti").content.decode()
    feed = feedparser.parse(client.get("/treviso/newsletter/rss/").content)
    assert [entry.title for entry in feed.entries] == [str(issue)]
    refresh_subject(subject_type="newsletter.issue", subject_id=str(issue.pk), now=NOW)
    found = search_queries.search(actor=ANONYMOUS, space=treviso, text="ponte riapre")
    assert [hit.url for hit in found.hits] == [f"/treviso/newsletter/{issue.pk}/"]


def test_a_visitor_s_page_is_kept_until_something_is_sent(client, sent, draft, editor):
    sent(composing.copy_issue(issue=draft, actor=editor, now=NOW))
    first = client.get("/treviso/newsletter/")
    assert first["Cache-Control"] == "public, no-cache"
    assert "public" in client.get("/treviso/newsletter/iscriviti/")["Cache-Control"]
    Issue.objects.filter(pk=draft.pk).update(title="Nuovissima")
    draft.refresh_from_db()
    sent(draft)
    assert "Nuovissima" in client.get("/treviso/newsletter/").content.decode()


def test_titles_never_skip_a_level(client, sent, draft, editor, public_file):
    """Without a heading of section the titles stand right under the page's own."""
    composing.pick(issue=draft, keys=[public_file("Piano neve")], actor=editor, now=NOW)
    composing.add_block(issue=draft, kind="TITOLO", title="Altro", actor=editor, now=NOW)
    composing.pick(issue=draft, keys=[public_file("Piano foglie")], actor=editor, now=NOW)
    page = client.get(f"/treviso/newsletter/{sent(draft).pk}/").content.decode()
    levels = re.findall(r"<h(\d)[^>]*>(?:<a[^>]*>)?(Piano neve|Altro|Piano foglie)", page)
    assert levels == [("2", "Piano neve"), ("2", "Altro"), ("3", "Piano foglie")]


def test_clicks_are_counted_and_lead_only_where_the_issue_says(client, sent):
    issue = sent()
    address = f"/treviso/newsletter/v/{issue.pk}/1/"
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, "https://esempio.it/ponte?a=1&b=2")
    client.head(address)
    assert Link.objects.get(issue=issue, number=1).clicks == 1
    assert client.get(f"/treviso/newsletter/v/{issue.pk}/9/").status_code == 404
    assert client.get(f"{address}?url=https://male.example").url.startswith("https://esempio.it")
    assert not answer.cookies


def test_links_of_a_draft_are_not_followed(client, draft):
    Link.objects.create(issue=draft, number=1, url="https://esempio.it/")
    assert client.get(f"/treviso/newsletter/v/{draft.pk}/1/").status_code == 404


def test_numbers_tell_no_person(sign_in, sent, reader):
    issue = sent()
    one = reader("anna")
    subscribing.leave(subscriber=one, list_id=issue.mailing_list_id, issue_id=issue.pk, now=NOW)
    page = sign_in("treviso.redattore").get(f"/treviso/newsletter/redazione/{issue.pk}/numeri/")
    text = page.content.decode()
    assert "@lettori" not in text
    assert queries.leavers(issue) == 1


@pytest.mark.parametrize("tab", ["", "anteprima/", "anteprima/?vista=telefono", "anteprima/?vista=testo", "storia/", "modifica/", "invio/", "aggiungi/contenuti/", "aggiungi/testo/"])  # fmt: skip
def test_every_tab_opens(sign_in, draft, tab):
    client = sign_in("treviso.redattore")
    assert client.get(f"/treviso/newsletter/redazione/{draft.pk}/{tab}").status_code == 200


def test_the_preview_frame_may_be_framed_by_us_alone_and_runs_nothing(sign_in, draft):
    answer = sign_in("treviso.redattore").get(
        f"/treviso/newsletter/redazione/{draft.pk}/anteprima/lettera/"
    )
    policy = answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert "default-src 'none'" in policy


def test_the_public_card_stands_where_a_list_is_open(client, news):
    assert "Iscriviti alla newsletter" in client.get("/treviso/").content.decode()
    assert "Iscriviti alla newsletter" not in client.get("/brescia/").content.decode()


def test_lists_ask_the_same_whatever_the_rows(sign_in, client, draft, reader, sent, editor):
    def measure():
        pages = ("", "redazione/", "liste/", "liste/iscritti/", f"redazione/{draft.pk}/", "rss/")
        boss = sign_in("treviso.admin")
        boss.get("/treviso/newsletter/")  # the first page of a session writes it
        return {page: statements(boss, f"/treviso/newsletter/{page}") for page in pages}

    first_copy = composing.copy_issue(issue=draft, actor=editor, now=NOW)
    sent(first_copy)
    before = measure()
    for n in range(6):
        reader(f"lettore{n}")
        sent(composing.copy_issue(issue=draft, actor=editor, now=NOW))
        composing.add_block(issue=draft, kind="TITOLO", title=f"Titolo {n}", actor=editor, now=NOW)
    assert measure() == before


def test_the_progress_bar_asks_again_only_while_it_leaves(sign_in, draft, approved, reader):
    reader("anna")
    issue = approved()
    sending.start(issue_id=issue.pk, now=NOW)
    client = sign_in("treviso.redattore")
    page = f"/treviso/newsletter/redazione/{issue.pk}/avanzamento/"
    assert "every 2s" in client.get(page).content.decode()
    sending.send_issue(issue_id=issue.pk, now=NOW)
    assert "every 2s" not in client.get(page).content.decode()


def test_a_list_is_not_closed_while_one_leaves(approved, reader, boss, news):
    reader("anna")
    approved()
    with pytest.raises(Refusal) as refused:
        lists.close_list(mailing_list=news, actor=boss, now=NOW)
    assert refused.value.code == "on_its_way"
    news.refresh_from_db()
    assert news.closed_at is None
