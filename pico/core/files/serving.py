"""A stored content sent to who may read it: ranges, conditions, harmless headers.

Modules that attach files to their records call `send_version` after asking their own rule.
"""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from . import names, ranges, vault
from .models import FileVersion
from .terms import ScanState

# A browser that opens it all the same gives it no origin, no scripts, no frames, no network.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": SANDBOX,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "Accept-Ranges": "bytes",
    "X-Download-Options": "noopen",
}
TEXT_TYPES = ("text/", "application/xml", "image/svg")


def send_version(
    request: HttpRequest, version: FileVersion, *, is_own: bool = False
) -> HttpResponse:
    """Send a version, always as an attachment; what the antivirus did not pass is a 404.

    `is_own`: to who has just sent it, whose program reads back what it wrote.
    """
    if not (version.is_available or (is_own and version.scan_state == ScanState.SCANNING)):
        raise Http404
    return _send(
        request, version.key, version.size, version.media_type, version.name, version.at,
        quote_etag(version.sha256),
    )  # fmt: skip


def send_inner(request: HttpRequest, version: FileVersion) -> HttpResponse:
    """Send the document inside a signed envelope."""
    if not version.is_available or not version.inner_key:
        raise Http404
    return _send(
        request, version.inner_key, version.inner_size, version.inner_media_type,
        version.inner_name, version.at, quote_etag(f"{version.sha256}-inner"),
    )  # fmt: skip


def send_kept(
    request: HttpRequest, *, key: str, media_type: str, name: str, modified: datetime, tag: str
) -> HttpResponse:
    """Send what a module keeps in the vault under a key of its own, after asking its rule."""
    size = vault.storage().size(key)
    return _send(request, key, size, media_type, name, modified, quote_etag(tag))


def send_preview(request: HttpRequest, version: FileVersion, page: int) -> HttpResponse:
    """Send the picture of a page, made by us: it may be shown inside our pages."""
    if not version.is_available or page not in version.previews:
        raise Http404
    tag = quote_etag(f"{version.sha256}-{page}")
    answer = get_conditional_response(request, etag=tag)
    if answer is None:
        answer = HttpResponse(
            b"".join(vault.pieces(vault.preview_key(version.sha256, page))),
            content_type="image/png",
        )
    return _dressed(answer, {"ETag": tag, "Accept-Ranges": "none"})


def _send(
    request: HttpRequest,
    key: str,
    size: int,
    media_type: str,
    name: str,
    modified: datetime,
    etag: str,
) -> HttpResponse:
    stamp = int(modified.timestamp())
    answer = get_conditional_response(request, etag=etag, last_modified=stamp)
    if answer is None:
        answer = _content(request, key, size, modified, etag)
    if answer.status_code in {200, 206}:
        answer["Content-Type"] = _declared(media_type)
        answer["Content-Disposition"] = names.disposition(name)
    return _dressed(answer, {"ETag": etag, "Last-Modified": http_date(stamp)})


def _dressed(answer: HttpResponse, more: dict[str, str]) -> HttpResponse:
    for name, value in (HEADERS | more).items():
        answer[name] = value
    return answer


def _content(request, key: str, size: int, modified: datetime, etag: str) -> HttpResponse:
    try:
        part = _part(request, size, modified, etag)
    except ranges.NotSatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    start, stop = part or (0, size)
    if request.method == "HEAD":
        answer = HttpResponse()
    else:
        answer = StreamingHttpResponse(vault.pieces(key, start, stop))
    answer["Content-Length"] = stop - start
    if part:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return answer


def _part(request, size: int, modified: datetime, etag: str) -> tuple[int, int] | None:
    header = request.headers.get("Range", "")
    if not header or request.method != "GET":
        return None
    if not ranges.still_holds(request.headers.get("If-Range", ""), etag, modified):
        return None
    return ranges.wanted(header, size)


def _declared(media_type: str) -> str:
    """The type told; texts say no encoding they may not have, and never one to be guessed."""
    if media_type.startswith(TEXT_TYPES):
        return f"{media_type}; charset=utf-8" if media_type != "image/svg+xml" else media_type
    return media_type
