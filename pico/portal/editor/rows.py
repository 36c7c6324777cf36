"""A page as a line of a list."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.ui.formats import datetime_it

from .approvals import is_approved
from .states import meaning_of, newer_than_online, state_of
from .terms import PageState


@dataclass(frozen=True, slots=True)
class Row:
    """Title, kind and state of a page, and why it is on this list."""

    title: str
    url: str
    why: str = ""
    state: str = ""
    meaning: str = "draft"


def rows(pages) -> list[Row]:
    return [row(page) for page in pages]


def row(page: Page) -> Row:
    state = state_of(page)
    if state == PageState.PUBLISHED and newer_than_online(page) == PageState.APPROVED:
        state = PageState.APPROVED  # on a list for its changes
    name = "editor:story" if is_approved(page) else "wagtailadmin_pages:edit"
    return Row(
        title=page.draft_title or page.title,
        url=reverse(name, args=[page.pk]),
        why=why(page, state),
        state=str(PageState(state).label),
        meaning=meaning_of(state),
    )


def why(page: Page, state: PageState) -> str:
    """Kind, and the moment that matters in this state."""
    kind = page.page_type_display_name
    goes_at: datetime | None = getattr(page, "goes_at", None)
    if goes_at:
        return _("%(kind)s · va in linea il %(at)s") % {"kind": kind, "at": datetime_it(goes_at)}
    at = page.latest_revision_created_at
    if at is None:
        return kind
    return _("%(kind)s · modificata il %(at)s") % {"kind": kind, "at": datetime_it(at)}
