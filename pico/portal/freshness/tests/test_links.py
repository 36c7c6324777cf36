"""Links are asked politely; two failures, then the editors are told."""

import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from pico.core.notices.models import Notice
from pico.portal.freshness import linking
from pico.portal.freshness.models import Link, LinkUse
from pico.portal.freshness.reading import found_in
from pico.portal.freshness.terms import LinkState
from pico.portal.pages.models import NewsPage

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WEEK = timedelta(days=7)


class Site(BaseHTTPRequestHandler):
    status = {"/bene": 200, "/via": 404, "/guasto": 500, "/vietato": 403}

    def do_HEAD(self):
        self.answer(405 if self.path == "/senza-head" else self.status.get(self.path, 404))

    def do_GET(self):
        self.answer(200 if self.path == "/senza-head" else self.status.get(self.path, 404))

    def answer(self, status):
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def other_site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://localhost:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def check(sites):
    waits = []

    def run(now=NOW, site="treviso", **options):
        options = {"may_reach": lambda address: True, "pause": waits.append, **options}
        return linking.check_links(space=sites[site].space, now=now, **options)

    run.waits = waits
    return run


def link(to: str) -> str:
    return f'Vedi <a href="{to}">qui</a>.'


def state_of(url: str) -> str:
    return Link.objects.get(url=url).state


def test_each_answer_has_its_state(write, check, other_site):
    for path in ("bene", "via", "guasto", "vietato", "senza-head"):
        write("treviso", f"Nota {path}", body=link(f"{other_site}/{path}"))
    check()
    assert state_of(f"{other_site}/bene") == LinkState.GOOD
    assert state_of(f"{other_site}/senza-head") == LinkState.GOOD
    assert state_of(f"{other_site}/via") == LinkState.BROKEN
    assert state_of(f"{other_site}/guasto") == LinkState.BROKEN
    assert state_of(f"{other_site}/vietato") == LinkState.UNSURE


def test_told_after_the_second_failure_and_once(write, check, other_site, sign_in, actors):
    write("treviso", "Nota", body=link(f"{other_site}/via"))
    browser = sign_in("treviso.redattore")
    assert check() == 0
    assert "/via" not in browser.get("/treviso/revisione/collegamenti/").content.decode()
    assert check(NOW + WEEK) == 1
    assert check(NOW + 2 * WEEK) == 0
    told = Notice.objects.filter(kind="portal.link.broken")
    assert {one.person_id for one in told} == {
        actors["treviso.redattore"].person_id,
        actors["treviso.admin"].person_id,
    }
    text = browser.get("/treviso/revisione/collegamenti/").content.decode()
    assert f"{other_site}/via" in text
    assert "La pagina non esiste più." in text
    theirs = sign_in("brescia.admin").get("/brescia/revisione/collegamenti/").content.decode()
    assert "/via" not in theirs


def test_what_works_again_is_forgiven(write, check, other_site):
    write("treviso", "Nota", body=link(f"{other_site}/bene"))
    Link.objects.update(failures=1, failed_since=NOW, state=LinkState.BROKEN)
    check()
    found = Link.objects.get()
    assert (found.state, found.failures, found.failed_since) == (LinkState.GOOD, 0, None)


def test_addresses_inside_are_not_asked(write, check, other_site):
    write("treviso", "Nota", body=link(f"{other_site}/bene"))
    check(may_reach=lambda address: False)
    found = Link.objects.get()
    assert (found.state, found.reason) == (LinkState.BROKEN, "L'indirizzo non è pubblico.")


def test_a_host_is_left_a_second_between_two_questions(write, check, other_site):
    write("treviso", "Nota", body=link(f"{other_site}/bene") + link(f"{other_site}/via"))
    check()
    assert len(check.waits) == 1
    assert 0.5 < check.waits[0] <= 1


def test_what_was_just_asked_for_another_site_is_not_asked_again(write, check, other_site):
    for site in ("treviso", "brescia"):
        write(site, "Nota", body=link(f"{other_site}/via"))
    check()
    check(NOW + timedelta(hours=1), site="brescia")
    assert Link.objects.get().failures == 1


def test_links_of_the_house_are_resolved(write, check, sites):
    there = write("treviso", "Pagina che c'è")
    gone = write("treviso", "Pagina ritirata")
    gone.unpublish()
    body = "".join(
        (
            f'<a linktype="page" id="{there.pk}">c\'è</a>',
            f'<a linktype="page" id="{gone.pk}">non c\'è</a>',
            link("/treviso/novita/pagina-che-ce/"),
            link("/treviso/novita/nessuna/"),
            link("/adesioni/province/"),
            link("/adesioni/nessuna/"),
        )
    )
    write("treviso", "Nota", body=body)
    check()
    states = dict(Link.objects.values_list("url", "state"))
    assert states == {
        f"page:{there.pk}": LinkState.GOOD,
        f"page:{gone.pk}": LinkState.BROKEN,
        "/treviso/novita/pagina-che-ce/": LinkState.GOOD,
        "/treviso/novita/nessuna/": LinkState.BROKEN,
        "/adesioni/province/": LinkState.GOOD,
        "/adesioni/nessuna/": LinkState.BROKEN,
    }


def test_a_link_taken_out_of_the_page_is_forgotten(write):
    page = write("treviso", "Nota", body=link("https://uno.example.it/"))
    page = NewsPage.objects.get(pk=page.pk)
    page.body = [("testo", link("https://due.example.it/"))]
    page.save_revision().publish()
    assert [use.link.url for use in LinkUse.objects.all()] == ["https://due.example.it/"]


def test_a_draft_leads_nowhere(write):
    write("treviso", "Bozza", live=False, body=link("https://uno.example.it/"))
    assert not LinkUse.objects.exists()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://uno.example.it/a?b=1", ["https://uno.example.it/a?b=1"]),
        (
            '<a href="https://uno.example.it/?a=1&amp;b=2#c">x</a>',
            ["https://uno.example.it/?a=1&b=2"],
        ),
        ('<a href="mailto:a@b.it">x</a><a href="#qui">y</a>', []),
        ('<a id="7" linktype="page">x</a>', ["page:7"]),
        ("Scrivi a https://uno.example.it oggi", []),
    ],
)
def test_which_addresses_a_text_leads_to(text, found):
    assert list(found_in(text)) == found
