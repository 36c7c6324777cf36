"""The site in hand: while the editor of a space answers, pages and media of others do not exist.

Wagtail asks for pages, pictures and documents by their number in a hundred places, and only some of
them ask who may. Here the question itself is narrowed: as long as a site is in hand, the managers of
pages and media know its tree and its collection alone (wagtail#4288, #1058, #1700).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from wagtail.blocks import ChooserBlock
from wagtail.models.pages import BasePageManager

ROOT_DEPTH = 1  # the root above all homes: Wagtail walks up to it


@dataclass(frozen=True, slots=True)
class Hand:
    """Which site is edited, by whom."""

    site: object  # a SpaceSite, with its root page
    actor: object | None = None


_in_hand: ContextVar[Hand | None] = ContextVar("site_in_hand", default=None)


def in_hand() -> Hand | None:
    return _in_hand.get()


def site_in_hand():
    """The SpaceSite being edited, or None outside the editor."""
    held = _in_hand.get()
    return held.site if held else None


@contextmanager
def editing(site, actor=None) -> Iterator[None]:
    """Hold the site that the editor's pages are about, and who edits it."""
    token = _in_hand.set(Hand(site, actor) if site is not None else None)
    try:
        yield
    finally:
        _in_hand.reset(token)


@contextmanager
def out_of_hand() -> Iterator[None]:
    """Let code that decides by itself what may be seen reach the other sites (what is shared)."""
    with editing(None):
        yield


def own_pages(pages: QuerySet) -> QuerySet:
    """Keep the pages of the site in hand, and the root above it."""
    site = site_in_hand()
    if site is None:
        return pages
    return pages.filter(Q(path__startswith=site.site.root_page.path) | Q(depth=ROOT_DEPTH))


def own_media(media: QuerySet) -> QuerySet:
    """Keep the pictures or documents of the site in hand."""
    site = site_in_hand()
    return media if site is None else media.filter(collection=site.collection_id)


def teach() -> None:
    """Narrow every manager of pages, whatever the class: Wagtail's views ask `Page.objects`.

    A block that chooses a page or a file keeps its field, and with it the choices of the site that
    was edited first: it has to ask again each time.
    """
    ChooserBlock.field = property(ChooserBlock.field.func)
    all_pages = BasePageManager.get_queryset

    def get_queryset(self):
        return own_pages(all_pages(self))

    BasePageManager.get_queryset = get_queryset
