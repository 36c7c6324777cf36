"""The redirects of one site, and where an address leads."""

from django.db.models import QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pico.core.enti.models import Space
from pico.portal.pages.models import ContentPage
from pico.portal.sites.models import SpaceSite


def redirects(space: Space) -> QuerySet[Redirect]:
    """The redirects of a space's site, never those of another."""
    return (
        Redirect.objects.filter(site__space_site__space=space)
        .select_related("redirect_page", "site__space_site__space")
        .order_by("old_path")
    )


def target(space: Space, path: str, actor) -> tuple[str, bool] | None:
    """Where an old address of a site leads and whether for good; None where the reader may not go."""
    found = redirects(space).filter(old_path=path).first()
    if found is None:
        return None
    if found.redirect_page_id is None:
        link = found.redirect_link
        address = f"{space.prefix}{link}" if link.startswith("/") else link
    elif may_be_read(found.redirect_page, actor):
        address = found.redirect_page.url
    else:
        return None
    return (address, found.is_permanent) if address else None


def may_be_read(page: Page, actor) -> bool:
    """Whether telling the address of a page tells nothing that the reader may not know."""
    if not page.live:
        return False
    scope = ContentPage.objects.filter(pk=page.pk).values_list("scope", flat=True).first()
    return scope is None or actor.may_read(scope)


def page_paths(site: SpaceSite) -> dict[str, int]:
    """The address within the site of each of its pages, drafts too, with the number of the page."""
    home = site.site.root_page
    rows = Page.objects.filter(path__startswith=home.path).values_list("url_path", "pk")
    return {inside(url_path, home): pk for url_path, pk in rows}


def inside(url_path: str, home: Page) -> str:
    """The path of a page as its site sees it: «/novita/ponte»; the home is «/»."""
    return f"/{url_path[len(home.url_path) :].strip('/')}"
