"""The door: HTTPS Basic with a password for programs, and nothing else; then `wsgidav`."""

import base64
import binascii
from functools import cache
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from wsgidav.error_printer import ErrorPrinter
from wsgidav.request_resolver import RequestResolver
from wsgidav.wsgidav_app import WsgiDAVApp

from pico.core.access.actor import Actor
from pico.core.api import actions as keys
from pico.core.api import queries as passwords
from pico.core.files import serving
from pico.core.modules import registry

from ...actions import documents as actions
from ...actions import locks
from ...terms import MODULE
from .files import DocumentFile
from .locks import LockTable
from .provider import DocumentsProvider
from .resources import FolderDirectory

MOUNT = "/dav"
CHALLENGE = 'Basic realm="Pi.Co. - nome utente e password per programmi", charset="UTF-8"'


@cache
def application() -> WsgiDAVApp:
    return WsgiDAVApp(
        {
            "provider_mapping": {"/": DocumentsProvider()},
            "mount_path": MOUNT,
            "lock_storage": LockTable(),
            "property_manager": None,
            "middleware_stack": [ErrorPrinter, RequestResolver],
            "logging": {"enable": False},
            "http_authenticator": {},
            "add_header_MS_Author_Via": True,
            "hotfixes": {"emulate_win32_lastmod": True, "re_encode_path_info": False},
            "mutable_live_props": ["{DAV:}getlastmodified"],
            "verbose": 0,
        }
    )


@csrf_exempt  # no session is looked at here: only the password for programs opens
def dav(request: HttpRequest, rest: str = ""):
    """Whatever a WebDAV program asks; the address is of the whole platform, not of a space."""
    if request.space is None or request.space.prefix or MODULE not in registry.active_in(request):
        raise Http404
    actor = _actor(request)
    if actor is None:
        return HttpResponse(status=401, headers={"WWW-Authenticate": CHALLENGE})
    request.actor = actor
    environ = _environ(request, rest, actor)
    if request.method in {"GET", "HEAD"}:
        return _content(request, environ)
    answer = _run(environ)
    if request.method == "LOCK" and answer.status_code in {200, 201}:
        _bind(environ, answer.get("Lock-Token", ""))
    return answer


def _actor(request: HttpRequest) -> Actor | None:
    """Who knocks: read anew at each request, as everywhere; cookies do not count."""
    kind, _space, given = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        username, _colon, secret = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    now = timezone.now()
    password = passwords.working_app_password(username, secret, now=now)
    if password is None:
        return None
    keys.touch_app_password(password=password, now=now)
    return passwords.actor_of(password, now=now)


def _environ(request: HttpRequest, rest: str, actor: Actor) -> dict:
    """What the request says, as `wsgidav` wants it: the body ends where it says, or where it was cut."""
    is_chunked = "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()
    environ = {
        **request.META,
        "SCRIPT_NAME": "",
        "PATH_INFO": f"/{rest}",
        "wsgi.input": request.META["wsgi.input"] if is_chunked else request,
        "wsgi.url_scheme": request.scheme,
        "HTTP_HOST": request.get_host(),
        "wsgidav.auth.user_name": str(actor.person_id),
        "wsgidav.provider": application().provider_map["/"],
        "pico.actor": actor,
    }
    if "HTTP_DESTINATION" in environ:
        environ["HTTP_DESTINATION"] = environ["HTTP_DESTINATION"].replace("+", "%2B")
    return environ


def _content(request: HttpRequest, environ: dict):
    """The bytes as the pages send them, with ranges and conditions; a folder opens in the browser."""
    found = environ["wsgidav.provider"].get_resource_inst(environ["PATH_INFO"], environ)
    if isinstance(found, FolderDirectory):
        return redirect(found.folder)
    if found is None or found.is_collection:
        raise Http404
    if not isinstance(found, DocumentFile):
        return HttpResponse(content_type="application/octet-stream")
    if found.version is None:
        raise Http404
    is_own = found.version.author_id == environ["pico.actor"].person_id
    answer = serving.send_version(request, found.version, is_own=is_own)
    if request.method == "GET" and answer.status_code == 200:
        actions.count_download(document=found.document)
    return answer


def _run(environ: dict):
    """Call the application and give back its answer as Django's."""
    started: list = []

    def start_response(status, headers, exc_info=None):
        started[:] = [int(status.split(" ", 1)[0]), headers]

    pieces = iter(application()(environ, start_response))
    first = next(pieces, b"")
    status, headers = started
    answer = StreamingHttpResponse(chain((first,), pieces), status=status)
    del answer["Content-Type"]
    for name, value in headers:
        answer[name] = value
    return answer


def _bind(environ: dict, token: str) -> None:
    """A lock on a document is respected by the pages too."""
    found = environ["wsgidav.provider"].get_resource_inst(environ["PATH_INFO"], environ)
    if isinstance(found, DocumentFile) and token:
        locks.bind_lock(token=token.strip("<>"), document=found.document)
