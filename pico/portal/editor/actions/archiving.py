"""A page leaves the site and stays in the archive, or comes back from there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.foundation.errors import Refusal
from pico.portal.sites.permissions import SitePermission
from pico.portal.sites.publishing import may_publish
from pico.portal.sites.queries import space_of_page

from ..states import state_of
from ..terms import PageState
from ._common import locked, person_of


@transaction.atomic
def archive_page(*, page: Page, actor, now: datetime) -> None:
    """Take a page off the site; it stays in the archive with its story. Refuses a page that is not online."""
    page = locked(page)
    _may_decide(actor, page)
    if not page.live:
        raise Refusal(
            _("La pagina non è pubblicata: non c'è nulla da archiviare."), code="not_live"
        )
    if page.depth <= HOME_DEPTH:
        raise Refusal(_("La home non si archivia: il sito resterebbe vuoto."), code="home")
    page.specific.unpublish(user=person_of(actor))


@transaction.atomic
def restore_page(*, page: Page, actor, now: datetime) -> None:
    """Bring an archived page back online as it was last written; refuses what is not archived."""
    page = locked(page)
    _may_decide(actor, page)
    if state_of(page) != PageState.ARCHIVED:
        raise Refusal(_("Si ripristina solo una pagina archiviata."), code="not_archived")
    specific = page.get_latest_revision_as_object()
    if specific.expire_at and specific.expire_at <= now:
        specific.expire_at = None
    if specific.go_live_at and specific.go_live_at <= now:
        specific.go_live_at = None
    person = person_of(actor)
    specific.expired = False
    specific.save_revision(user=person).publish(user=person)


HOME_DEPTH = 2  # right under the root of all sites


def _may_decide(actor, page: Page) -> None:
    space = space_of_page(page)
    actor.require(SitePermission.EDIT, space)
    if not may_publish(actor, space):
        raise Refusal(
            _("In questo spazio pubblica e archivia un amministratore: manda in revisione."),
            code="needs_review",
        )
