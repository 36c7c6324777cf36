"""Asking other sites: what is inside is never asked, and what never ends is given up."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pico.core.foundation.outside import Unreachable, fetch, is_public


def everywhere(address: str) -> bool:
    return True


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/": (200, {}, b"eccomi"),
            "/via": (301, {"Location": "/"}, b""),
            "/dentro": (302, {"Location": "http://[::1]/"}, b""),
            "/giro": (302, {"Location": "/giro"}, b""),
            "/grande": (200, {}, b"x" * 2000),
            "/citt%C3%A0?q=a%20b": (200, {}, b"accenti"),
        }
        status, headers, body = answers.get(self.path, (404, {}, b"niente"))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_answer_with_its_status_and_where_it_moved(site):
    answer = fetch(f"{site}/via", may_reach=everywhere)
    assert (answer.status, answer.body, answer.url) == (200, b"eccomi", f"{site}/")
    assert answer.moved_to == f"{site}/"
    assert fetch(f"{site}/niente", may_reach=everywhere).status == 404
    assert fetch(f"{site}/", method="HEAD", may_reach=everywhere).body == b""


def test_addresses_with_spaces_and_accents(site):
    assert fetch(f"{site}/città?q=a b", may_reach=everywhere).body == b"accenti"


def test_this_machine_is_not_asked(site):
    with pytest.raises(Unreachable, match="non è pubblico"):
        fetch(f"{site}/")


def test_a_redirect_inside_is_not_followed(site):
    def only_here(address):
        return address == "127.0.0.1"

    with pytest.raises(Unreachable, match="non è pubblico"):
        fetch(f"{site}/dentro", may_reach=only_here)


@pytest.mark.parametrize(("path", "said"), [("/giro", "in circolo"), ("/grande", "troppo grande")])
def test_what_never_ends_is_given_up(site, path, said):
    with pytest.raises(Unreachable, match=said):
        fetch(f"{site}{path}", may_reach=everywhere, largest=1000)


@pytest.mark.parametrize("url", ["ftp://example.it/", "file:///etc/passwd", "https://", "x"])
def test_only_the_web(url):
    with pytest.raises(Unreachable, match="http"):
        fetch(url, may_reach=everywhere)


def test_nobody_at_home():
    with pytest.raises(Unreachable, match="non risponde"):
        fetch("http://127.0.0.1:1/", may_reach=everywhere)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "169.254.169.254", "0.0.0.0"),
        *("::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "224.0.0.1", "100.64.0.1"),
    ],
)
def test_addresses_inside(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:4700::1111"])
def test_addresses_outside(address):
    assert is_public(address)
