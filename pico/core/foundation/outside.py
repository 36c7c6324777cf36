"""Ask other sites for something: public addresses only, within a time and a size.

The name is looked up once and the connection goes to the address that was checked, so that no answer
of a name server leads inside (SSRF); each redirect is checked again.
"""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils.translation import gettext_lazy as _

AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (compatible; Pi.Co./1.0; verifica dei collegamenti)"
TIMEOUT = 10.0  # seconds for each step
LARGEST = 5_000_000  # bytes of an answer
MOST_REDIRECTS = 5
PORTS = {"http": 80, "https": 443}
SAFE = "/:?#[]@!$&'()*+,;=%~"  # what an address keeps as it is
REDIRECTS = (301, 302, 303, 307, 308)

MayReach = Callable[[str], bool]


class Unreachable(Exception):
    """Nothing usable came back; the message says why, in Italian."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: `url` after redirects, `moved_to` where the first step is moved for good."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved_to: str = ""


def is_public(address: str) -> bool:
    """Say whether an IP address is of the public Internet: not private, local, reserved, multicast."""
    found = ipaddress.ip_address(address.split("%", 1)[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    return mapped.is_global and not mapped.is_multicast


def fetch(
    url: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    largest: int = LARGEST,
    may_reach: MayReach = is_public,
) -> Answer:
    """Ask for an address, following redirects; raise Unreachable when no answer comes.

    Any status is an answer. `may_reach` says which IP addresses may be asked.
    """
    moved_to, is_for_good = "", True
    for _step in range(MOST_REDIRECTS + 1):
        status, said, body = _ask(url, method, headers or {}, timeout, largest, may_reach)
        target = said.get("location", "")
        if status not in REDIRECTS or not target:
            return Answer(url, status, said, body, moved_to)
        url = urljoin(url, target)
        is_for_good = is_for_good and status in (301, 308)
        moved_to = url if is_for_good else moved_to
    raise Unreachable(str(_("L'indirizzo rimanda in circolo.")))


@contextmanager
def stream(
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    timeout: float = TIMEOUT,
    may_reach: MayReach = is_public,
) -> Iterator[tuple[int, Mapping[str, str], http.client.HTTPResponse]]:
    """Give status, headers and the body to be read in pieces, after redirects; for large files.

    Raises Unreachable when no answer comes; a body that ends early is the caller's to notice.
    """
    for _step in range(MOST_REDIRECTS + 1):
        parts, port = _parts(url)
        try:
            connection = _connect(parts.scheme, parts.hostname, port, timeout, may_reach)
            connection.request(
                "GET", _path(parts), headers={"User-Agent": AGENT, **(headers or {})}
            )
            response = connection.getresponse()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(str(_("Il sito non risponde."))) from error
        said = {name.lower(): value for name, value in response.getheaders()}
        target = said.get("location", "")
        if response.status not in REDIRECTS or not target:
            try:
                yield response.status, said, response
            finally:
                connection.close()
            return
        connection.close()
        url = urljoin(url, target)
    raise Unreachable(str(_("L'indirizzo rimanda in circolo.")))


def _parts(url: str) -> tuple[SplitResult, int]:
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Unreachable(str(_("Non è un indirizzo http o https.")))
    return parts, parts.port or PORTS[parts.scheme]


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=SAFE)
    return path + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")


def _ask(url, method, headers, timeout, largest, may_reach) -> tuple[int, dict[str, str], bytes]:
    try:
        parts, port = _parts(url)
        connection = _connect(parts.scheme, parts.hostname, port, timeout, may_reach)
        try:
            connection.request(method, _path(parts), headers={"User-Agent": AGENT, **headers})
            response = connection.getresponse()
            body = response.read(largest + 1) if method != "HEAD" else b""
            if len(body) > largest:
                raise Unreachable(str(_("La risposta è troppo grande.")))
            said = {name.lower(): value for name, value in response.getheaders()}
            return response.status, said, body
        finally:
            connection.close()
    except ssl.SSLError as error:
        raise Unreachable(str(_("Il certificato del sito non è valido."))) from error
    except TimeoutError as error:
        raise Unreachable(str(_("Il sito non risponde in tempo."))) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(str(_("Il sito non risponde."))) from error


def _connect(scheme, host, port, timeout, may_reach) -> http.client.HTTPConnection:
    """Open a connection to the first allowed address of a host; the certificate is for its name."""
    address = _address_of(host, port, may_reach)
    wire = socket.create_connection((address, port), timeout)
    connection = http.client.HTTPConnection(host, port, timeout=timeout)
    if scheme == "https":
        wire = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        connection.default_port = PORTS["https"]
    connection.sock = wire
    return connection


def _address_of(host: str, port: int, may_reach: MayReach) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise Unreachable(str(_("Il nome del sito non esiste."))) from error
    addresses = [str(row[4][0]) for row in found]
    if not addresses or not all(map(may_reach, addresses)):
        raise Unreachable(str(_("L'indirizzo non è pubblico.")))
    return addresses[0]
