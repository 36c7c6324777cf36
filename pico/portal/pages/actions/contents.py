"""A content is written and published by a program in the name of an actor: demo, imports."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.audit import trail
from pico.portal.sites.permissions import SitePermission
from pico.portal.sites.queries import space_of_page

from ..models import ContentPage


@transaction.atomic
def publish_content(*, parent: Page, page: ContentPage, actor, now: datetime) -> ContentPage:
    """Put a content under a page of a site and publish it, as the editor's button does."""
    space = space_of_page(parent)
    actor.require(SitePermission.EDIT, space)
    parent.add_child(instance=page)
    page.save_revision().publish()
    trail.record(
        "portal.content.published",
        _("Ha pubblicato «%(title)s».") % {"title": page.title},
        subject=page,
        actor=actor,
        now=now,
    )
    return page
