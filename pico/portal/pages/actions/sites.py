"""A site is born from the template: home, indexes, legal pages, each to be completed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.sites.actions import open_site
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.permissions import SitePermission

from ..models import HomePage, IndexPage
from ..terms import ContentKind

INDEXES = (
    (gettext_lazy("Novità"), "novita", ContentKind.NEWS),
    (gettext_lazy("Eventi"), "eventi", ContentKind.EVENT),
)


@transaction.atomic
def make_site(*, space: Space, actor, now: datetime) -> SpaceSite:
    """Give a space its site from the template; refuse a second one."""
    actor.require(SitePermission.MAKE, space)
    Space.objects.select_for_update().get(pk=space.pk)
    if SpaceSite.objects.filter(space=space).exists():
        raise Refusal(_("Questo spazio ha già il suo sito."), code="site_exists")
    home = HomePage(title=space.name, live=True)
    site = open_site(space=space, home=home)
    for title, slug, kind in INDEXES:
        home.add_child(
            instance=IndexPage(title=str(title), slug=slug, lists=kind, show_in_menus=True)
        )
    trail.record("portal.site.made", _("Ha creato il sito."), subject=space, actor=actor, now=now)
    return site
