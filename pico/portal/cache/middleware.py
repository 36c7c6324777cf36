"""Pages ready for visitors: drawn once, given out until what they show changes.

First of all middleware: a page that is ready costs one small statement and no template. Only what
was drawn for somebody without a session is ever kept, and only if nothing in it is his alone.
"""

from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from pico.core.modules import registry

from . import queries
from .terms import LONGEST_VALUE, PARAMETERS

PRIVATE_HEADERS = ("HTTP_AUTHORIZATION", "HTTP_HX_REQUEST", "HTTP_RANGE")
KEPT_WITH_304 = ("Cache-Control", "ETag", "Vary", "Content-Language")
OUTSIDE = (settings.STATIC_URL, settings.MEDIA_URL)


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was drawn: what it is (`visited`), the module it belongs to, its generation, until
    when it is good, and itself.
    """

    visited: tuple[int, int] | None
    family: str
    generation: tuple[int, int]
    until: float
    headers: tuple[tuple[str, str], ...]
    body: bytes


def keep_pages(get_response):
    """Answer a visitor with the page that is ready, or keep the one that is drawn for him."""

    def middleware(request):
        key = key_of(request)
        if key is None:
            return get_response(request)
        store, sums = caches["pages"], queries.generations()
        kept = store.get(key)
        if kept and is_good(kept, sums):
            return answer(request, kept)
        response = get_response(request)
        if request.method == "GET" and may_be_kept(request, response):
            kept = keep(request, response, sums)
            store.set(key, kept, max(1, kept.until - timezone.now().timestamp()))
            return answer(request, kept)
        return response

    return middleware


def is_good(kept: Kept, sums: dict[str, int]) -> bool:
    is_current = kept.generation == queries.generation(kept.family, sums)
    return is_current and kept.until > timezone.now().timestamp()


def family_of(request) -> str:
    """The module that this page belongs to, if it says what its public pages are made of."""
    name = (request.resolver_match.namespaces or [""])[0]
    module = registry.installed().get(name)
    return name if module and module.visited else ""


def key_of(request) -> str | None:
    """Under which name the page is kept; None for who is, or might be, somebody.

    Host, whether by https, path and the known words of the address: two spaces never share.
    """
    meta = request.META
    if request.method not in ("GET", "HEAD") or any(name in meta for name in PRIVATE_HEADERS):
        return None
    if meta.get("HTTP_COOKIE") and is_somebody(request.COOKIES):
        return None
    if request.path_info.startswith(OUTSIDE):
        return None
    asked = words_of(meta.get("QUERY_STRING", ""))
    if asked is None:
        return None
    host = meta.get("HTTP_HOST", "")
    name = f"{request.scheme}\n{host}\n{request.path}\n{asked}"
    return blake2b(name.encode(errors="replace"), digest_size=20).hexdigest()


def is_somebody(cookies) -> bool:
    return settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies


def words_of(query: str) -> str | None:
    """The words of an address in one order; None when there is one that no public list knows."""
    if not query:
        return ""
    pairs = parse_qsl(query, keep_blank_values=True)
    if all(name in PARAMETERS and len(value) <= LONGEST_VALUE for name, value in pairs):
        return repr(sorted(pairs))
    return None


def may_be_kept(request, response) -> bool:
    """Only a whole page that says it is public, and that carries nothing of its reader."""
    return (
        getattr(request, "is_public_page", False)
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not hasattr(request, "_csp_nonce")
        and not response.has_header("X-Refusal")
        and "private" not in response.get("Cache-Control", "")
        and not request.user.is_authenticated
        and not request.session.modified
    )


def keep(request, response, sums: dict[str, int]) -> Kept:
    """Give the answer its mark, and return it as it is to be kept.

    A browser asks again each time (`no-cache`) and is told «not modified»: it never shows an old page.
    """
    family = family_of(request)
    response["ETag"] = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response["Cache-Control"] = "public, no-cache"
    return Kept(
        visited=getattr(request, "visited", None),
        family=family,
        generation=queries.generation(family, sums),
        until=queries.good_until(request.space.pk, timezone.now()).timestamp(),
        headers=tuple(response.items()),
        body=response.content,
    )


def answer(request, kept: Kept) -> HttpResponse:
    headers = dict(kept.headers)
    asked = request.META.get("HTTP_IF_NONE_MATCH")
    if asked and headers["ETag"] in parse_etags(asked.replace("W/", "")):
        few = {name: value for name, value in kept.headers if name in KEPT_WITH_304}
        response: HttpResponse = HttpResponseNotModified(headers=few)
    else:
        response = HttpResponse(kept.body, headers=headers)
    response.visited = kept.visited
    return response
