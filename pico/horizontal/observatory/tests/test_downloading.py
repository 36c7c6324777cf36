"""Files fetched from a site that stops at 40 %, is busy, says «not changed», or sends a web page."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pico.core.access.actor import ANONYMOUS, SYSTEM
from pico.core.foundation.errors import Refusal

from ..actions.downloading import ATTEMPTS, download

BODY = bytes(range(256)) * 4000
ETAG = '"una"'


class Site(BaseHTTPRequestHandler):
    """Behaves as `server.manner` says; `server.asked` keeps the headers of each request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(dict(self.headers))
        getattr(self, self.server.manner.pop(0))()

    def log_message(self, *_said):
        pass

    def answer(self, status, body, length=None, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def whole(self):
        self.answer(200, BODY, ETag=ETAG, Content_Type="application/zip")

    def cut(self):
        self.answer(200, BODY[: len(BODY) * 4 // 10], len(BODY), ETag=ETAG)

    def rest(self):
        start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.answer(206, BODY[start:], ETag=ETAG)

    def busy(self):
        self.answer(503, b"")

    def same(self):
        self.answer(304, b"")

    def page(self):
        self.answer(200, b"<html>Request Rejected</html>", Content_Type="text/html")

    def gone(self):
        self.answer(404, b"")


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.asked, server.manner = [], []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetch(site):
    waits = []

    def ask(*manner):
        site.manner[:] = manner
        return download(
            url=f"http://127.0.0.1:{site.server_port}/opendata/cig_csv.zip",
            actor=SYSTEM,
            may_reach=lambda _address: True,
            wait=waits.append,
        )

    ask.waits = waits
    return ask


def test_a_file_that_stops_at_forty_percent_goes_on_from_there(site, fetch):
    path = fetch("cut", "rest")
    assert path.read_bytes() == BODY
    assert path.name == "cig_csv.zip"
    assert site.asked[1]["Range"] == f"bytes={len(BODY) * 4 // 10}-"
    assert site.asked[1]["If-Range"] == ETAG


def test_a_site_that_has_a_newer_version_meanwhile_starts_again(fetch):
    assert fetch("cut", "whole").read_bytes() == BODY


def test_a_busy_site_is_asked_again_each_time_later(fetch):
    assert fetch("busy", "busy", "whole").read_bytes() == BODY
    assert fetch.waits == [2.0, 4.0]


def test_what_did_not_change_is_not_fetched(site, fetch):
    fetch("whole")
    assert fetch("same") is None
    assert site.asked[1]["If-None-Match"] == ETAG


def test_it_says_what_browsers_say(site, fetch):
    fetch("whole")
    assert site.asked[0]["User-Agent"].startswith("Mozilla/5.0")


@pytest.mark.parametrize(("manner", "code"), [("page", "web_page"), ("gone", "not_there")])
def test_a_web_page_and_what_is_not_there_are_refused_at_once(lake, fetch, manner, code):
    with pytest.raises(Refusal) as refused:
        fetch(manner)
    assert refused.value.code == code
    assert fetch.waits == []
    assert not list(lake.root.rglob("*.zip"))


def test_a_site_that_never_ends_is_given_up_and_what_came_is_kept(lake, fetch):
    with pytest.raises(Refusal, match="riparte da dove è arrivato"):
        fetch(*["cut"] * ATTEMPTS)
    [part] = lake.root.rglob("*.part")
    assert part.stat().st_size == len(BODY) * 4 // 10


def test_only_who_keeps_the_data_fetches():
    with pytest.raises(Refusal):
        download(url="https://dati.example/x.zip", actor=ANONYMOUS)
