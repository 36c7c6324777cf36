"""Which site belongs to which space."""

from wagtail.models import Page

from pico.core.enti.models import Space
from pico.core.foundation.prepared import Prepared

from .models import SpaceSite


def site_of(space: Space) -> SpaceSite | None:
    """The site of a space with its root page, in one query; None where no site was made yet."""
    return next(iter(_sites.objects(space_id=space.pk)), None)


_sites = Prepared(
    lambda space_id: SpaceSite.objects.filter(space=space_id).select_related(
        "site__root_page", "collection", "space"
    )
)


def spaces_without_site():
    return Space.objects.filter(site=None).select_related("ente__region", "parent")


def space_of_page(page: Page) -> Space | None:
    """The space in whose tree a page stands."""
    roots = [page.path[: 2 * page.steplen], page.path]
    return Space.objects.filter(site__site__root_page__path__in=roots).first()
