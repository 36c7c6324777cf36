"""A site is born from the template: home, indexes, pages to be completed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.sites.actions import open_site
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.permissions import SitePermission

from ..models import GenericPage, HomePage, IndexPage
from ..template import drafts, home_blocks, indexes
from .topics import load_topics


@transaction.atomic
def make_site(*, space: Space, actor, now: datetime) -> SpaceSite:
    """Give a space its site from the template; refuse a second one.

    The home and the indexes are live at once, with what the registry knows; what only people know is
    left in drafts that cannot be published before it is written.
    """
    actor.require(SitePermission.MAKE, space)
    Space.objects.select_for_update().get(pk=space.pk)
    if SpaceSite.objects.filter(space=space).exists():
        raise Refusal(_("Questo spazio ha già il suo sito."), code="site_exists")
    load_topics()
    home = HomePage(title=space.name, live=True, body=home_blocks(space))
    site = open_site(space=space, home=home)
    with disable_reference_index_auto_update():  # what is new refers to nothing yet
        for plan in indexes(space):
            _add_index(home, plan)
        for plan in drafts(space):
            _add_draft(home, plan)
    trail.record("portal.site.made", _("Ha creato il sito."), subject=space, actor=actor, now=now)
    return site


def _add_index(home: Page, plan) -> None:
    home.add_child(
        instance=IndexPage(
            title=str(plan.title),
            slug=plan.slug,
            lists=plan.lists,
            introduction=str(plan.introduction),
            show_in_menus=plan.in_menu,
        )
    )


def _add_draft(home: Page, plan) -> None:
    page = GenericPage(
        title=plan.title,
        slug=plan.slug,
        summary=plan.summary,
        body=[("testo", plan.text)],
        live=False,
    )
    home.add_child(instance=page)
    page.save_revision(clean=False)
