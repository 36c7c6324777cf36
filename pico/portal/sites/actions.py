"""Make the site of a space."""

from django.db import transaction
from wagtail.models import Collection, Page, Site

from pico.core.enti.models import Space

from .addresses import site_name
from .grants import make_groups
from .models import SpaceSite


@transaction.atomic
def open_site(*, space: Space, home: Page) -> SpaceSite:
    """Give a space its Wagtail site: root page, collection of media, groups. `home` is not saved yet."""
    root = Page.get_first_root_node()
    home.slug = f"spazio-{space.pk}"
    root.add_child(instance=home)
    site = Site.objects.create(
        hostname=site_name(space),
        site_name=space.name,
        root_page=home,
        is_default_site=not space.slug,
    )
    collection = Collection.get_first_root_node().add_child(name=space.name)
    editors, approvers = make_groups(space, home=home, collection=collection)
    return SpaceSite.objects.create(
        space=space, site=site, collection=collection, editors=editors, approvers=approvers
    )


def follow_space(space: Space) -> None:
    """Keep name and address of the site in step with its space."""
    Site.objects.filter(space_site__space=space).exclude(
        hostname=site_name(space), site_name=space.name
    ).update(hostname=site_name(space), site_name=space.name)
    Site.clear_site_root_paths_cache()
