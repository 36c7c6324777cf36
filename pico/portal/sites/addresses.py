"""Where a page answers: under the path of its space on the common host, or on the space's own host.

A Wagtail site keeps as its host name the space's own host, or else the space's slug: a host has a dot
and a slug has none, so that an address is made without asking the database again.
"""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import AbstractPage

from pico.core.enti.models import Space

NATIONAL = "nazionale"
MAIN_LANGUAGE = "it"


def site_name(space: Space) -> str:
    """The host name that the Wagtail site of a space carries."""
    return space.hostname or space.slug or NATIONAL


def place_of(name: str) -> tuple[str, str]:
    """Return the absolute root («https://host») and the prefix («/treviso») behind a site's name."""
    public = settings.PUBLIC_URL.rstrip("/")
    if name == NATIONAL:
        return public, ""
    if "." in name:
        return f"{urlsplit(public).scheme}://{name}", ""
    return public, f"/{name}"


def get_url_parts(page, request=None):
    """Wagtail's `get_url_parts`, for spaces: (site, absolute root, path with the space's prefix)."""
    found = page._get_relevant_site_root_paths(request)
    if not found:
        return None
    site_id, root_path, site_root, language = found[0]
    root, prefix = place_of(urlsplit(site_root).hostname or NATIONAL)
    tongue = "" if language == MAIN_LANGUAGE else f"{language}/"
    return site_id, root, f"{prefix}/{tongue}{page.url_path[len(root_path) :]}"


def get_url(page, request=None, current_site=None):
    """The path alone within one host, the whole address between two."""
    parts = page.get_url_parts(request)
    if parts is None:
        return None
    _site, root, path = parts
    return path if root == _root_in_hand(request) else f"{root}{path}"


def _root_in_hand(request) -> str:
    public = settings.PUBLIC_URL.rstrip("/")
    space = getattr(request, "space", None)
    if space is None or not space.hostname or request.get_host().split(":")[0] != space.hostname:
        return public
    return f"{urlsplit(public).scheme}://{space.hostname}"


def teach() -> None:
    """Give every page these addresses: a mixin would miss those read as base pages."""
    AbstractPage.get_url_parts = get_url_parts
    AbstractPage.get_url = get_url
    AbstractPage.url = property(get_url)
