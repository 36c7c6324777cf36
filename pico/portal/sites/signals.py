"""A home that moves, or has another address, changes its site: no row of the site is written."""

from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from pico.core.generations import actions

from .terms import FAMILY


def connect() -> None:
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(_changed, weak=False, dispatch_uid="pico.sites.pages")


def _changed(sender, **_kwargs) -> None:
    actions.bump(FAMILY)
