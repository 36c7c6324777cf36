"""Which site belongs to which space."""

from functools import partial

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page

from pico.core.enti.models import Space
from pico.core.foundation.prepared import Prepared
from pico.core.generations import hand

from .models import SpaceSite
from .terms import FAMILY


def site_of(space: Space) -> SpaceSite | None:
    """The site of a space with its root page, in one query; None where no site was made yet."""
    return next(iter(_sites.objects(space_id=space.pk)), None)


def site_to_read(space: Space) -> SpaceSite | None:
    """As `site_of`, kept until a site changes: for who reads. Its root page says where it stands;
    what an editor changes of it is not here.
    """
    answer = hand.kept(FAMILY, space.pk, lambda: _sites.answer(space_id=space.pk))
    return next(iter(answer.objects()), None)


_sites = Prepared(
    lambda space_id: SpaceSite.objects.filter(space=space_id).select_related(
        "site__root_page", "collection", "space"
    )
)


def page_at(site: SpaceSite | None, path: str) -> Page | None:
    """The page of a site at an address, as its own class, in two queries however deep it stands.

    Wagtail walks down from the home, two queries a step. Whether it may be read is for the page to
    say; None where nobody wrote one.
    """
    if not site:
        return None
    steps = [step for step in path.split("/") if step]
    home = site.site.root_page
    place = "/".join([home.url_path.rstrip("/"), *steps, ""])
    slug = steps[-1] if steps else home.slug
    for kind, pk in _addresses.tuples(slug=slug, url_path=place):
        model = ContentType.objects.get_for_id(kind).model_class()
        if model not in _pages:
            _pages[model] = Prepared(partial(_page_of, model))
        return next(iter(_pages[model].objects(pk=pk)), None)
    return None


def _page_of(model: type[Page], pk: int) -> QuerySet:
    return QuerySet(model).filter(pk=pk)


_addresses = Prepared(  # the slug has an index, the whole address has none
    lambda slug, url_path: (
        QuerySet(Page).filter(slug=slug, url_path=url_path).values_list("content_type_id", "pk")
    )
)
_pages: dict[type[Page], Prepared] = {}


def spaces_without_site():
    return Space.objects.filter(site=None).select_related("ente__region", "parent")


def space_of_page(page: Page) -> Space | None:
    """The space in whose tree a page stands."""
    roots = [page.path[: 2 * page.steplen], page.path]
    return Space.objects.filter(site__site__root_page__path__in=roots).first()
