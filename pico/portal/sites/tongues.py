"""Two languages by address: `/en/…` (`/treviso/en/…`) says English, for the words of the platform and,
where somebody translated them, for the contents. No cookie remembers a choice.

The English tree of a site stands under its Italian home, as a page with the slug «en».
"""

from contextvars import ContextVar

from django.http import Http404, HttpResponseRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from wagtail.models import Page, Site
from wagtail.views import serve as serve_route

from pico.core.generations.hand import kept

from .addresses import MAIN_LANGUAGE
from .queries import page_at
from .terms import FAMILY

ENGLISH = "en"
PREFIX = f"/{ENGLISH}"

_served: ContextVar[str] = ContextVar("language_served", default=MAIN_LANGUAGE)


def language_served() -> str:
    """The language of the page being served; Italian outside a request."""
    return _served.get()


def find_language(get_response):
    """Set `request.path_language`; under `/en/` the rest of the house sees paths as from the root."""

    def middleware(request):
        request.path_language = ""
        token = _served.set(MAIN_LANGUAGE)
        try:
            if request.path_info == PREFIX:
                return HttpResponseRedirect(f"{request.path}/", preserve_request=True)
            if not request.path_info.startswith(f"{PREFIX}/"):
                return get_response(request)
            return _in_english(request, get_response)
        finally:
            _served.reset(token)

    return middleware


def _in_english(request, get_response):
    before = get_script_prefix()
    request.path_language = ENGLISH
    _served.set(ENGLISH)
    request.path_info = request.path_info.removeprefix(PREFIX)
    set_script_prefix(f"{before.rstrip('/')}{PREFIX}/")
    try:
        with translation.override(ENGLISH):
            response = get_response(request)
        response.headers.setdefault("Content-Language", ENGLISH)
        return response
    finally:
        set_script_prefix(before)


def serve(request, path: str):
    """Serve the page of this address in the language that the address names.

    An English address without a translation shows the Italian page; one whose page has an English
    address of its own leads there.
    """
    wanted = request.path_language or MAIN_LANGUAGE
    found = _route(request, path, wanted)
    if found is None and wanted != MAIN_LANGUAGE:
        found = _route(request, path, MAIN_LANGUAGE)
        other = translations(found[0]).get(wanted) if found else None
        if other is not None:
            return HttpResponseRedirect(other.url)
    if found:
        request.page_served = found[0]
        _served.set(language_of(found[0]))
    return serve_route(request, path)


def _route(request, path: str, language: str):
    request.__dict__.pop("_wagtail_route_for_request", None)
    if language == MAIN_LANGUAGE and (page := page_at(request.site_of_space, path)):
        try:
            request._wagtail_route_for_request = page.route(request, [])
        except Http404:
            request._wagtail_route_for_request = None
        return request._wagtail_route_for_request
    with translation.override(language):
        return Page.route_for_request(request, path)


def page_served(request) -> Page | None:
    """The page of a site that this request serves, if it does."""
    return getattr(request, "page_served", None)


def language_of(page: Page) -> str:
    """The language of a page, without asking the database again: the deepest root above it tells."""
    roots = page._get_relevant_site_root_paths()
    return (
        max(roots, key=lambda root: len(root.root_path)).language_code if roots else MAIN_LANGUAGE
    )


def in_language(page: Page) -> Page:
    """The version of a page in the language of the address, if it is published; else the page itself."""
    if language_served() == MAIN_LANGUAGE:
        return page
    return translations(page).get(language_served(), page)


def has_english(request) -> bool:
    """Whether the site in hand has an English tree."""

    def read() -> bool:
        site = getattr(request, "site_of_space", None)
        if not site:
            return False
        known = ((root.site_id, root.language_code) for root in Site.get_site_root_paths())
        return (site.site_id, ENGLISH) in known

    return kept(FAMILY, ("english", request.space.pk), read)


def translations(page: Page) -> dict[str, Page]:
    """The published versions of a page, by language; Italian first."""
    found = Page.objects.filter(translation_key=page.translation_key, live=True)
    rows = {one.locale.language_code: one for one in found.select_related("locale")}
    return dict(sorted(rows.items(), key=lambda pair: pair[0] != MAIN_LANGUAGE))


def addresses(request, page: Page | None) -> dict[str, str]:
    """Where the page in hand is read in each language; one entry alone is no choice."""
    if not request.path_language and not has_english(request):
        return {MAIN_LANGUAGE: request.path}
    known = translations(page) if page else {}
    home = get_script_prefix().rstrip("/").removesuffix(PREFIX if request.path_language else "")
    both = {
        MAIN_LANGUAGE: f"{home}{request.path_info}",
        ENGLISH: f"{home}{PREFIX}{request.path_info}",
    }
    return {code: known[code].url if code in known else url for code, url in both.items()}
